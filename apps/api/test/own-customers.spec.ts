import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { foundCustomersSchema } from '@sidecard/contracts';
import { getCorp, getRelation } from '@sidecard/simulator';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

const PAGE = '/externalcontact/batch/get_by_user';

let system: System;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
beforeEach(async () => {
  system.simulator.faults.clear();
  system.clock.advance({ hours: 25 });
  liNa = await loggedIn(system, 'LiNa');
});

const listed = async (webView: WebView) => (await webView.find('')).body;
const idsOf = async (webView: WebView) =>
  (await listed(webView)).customers.map(({ externalUserId }) => externalUserId);
const asked = () => system.simulator.calls.count(PAGE);
const spruce = () => getCorp(system.simulator.world, sprucesSales.corpId);
/** Whom 李娜 follows, as the platform knows it; those added last first. */
const followed = () =>
  spruce()
    .customers.followedBy('LiNa')
    .filter(({ relation }) => relation.deletedBy !== 'member')
    .toSorted((one, other) => other.relation.createdAt - one.relation.createdAt)
    .map(({ customer }) => customer.externalUserId);
const trouble = () => system.simulator.faults.nextCalls(PAGE, { kind: 'errcode', errcode: -1 }, 10);

describe('the list of one’s own customers', () => {
  it('is whom WeCom says the member follows, before any sync and any card', async () => {
    const answer = await listed(liNa);

    expect(foundCustomersSchema.parse(answer)).toEqual(answer);
    expect(followed().length).toBeGreaterThan(2);
    expect(answer.customers.map(({ externalUserId }) => externalUserId).toSorted()).toEqual(
      followed().toSorted(),
    );
  });

  it('is asked for once an hour, and then without whom the member has left', async () => {
    await listed(liNa);
    const before = asked();
    getRelation(spruce(), 'wmHeJun', 'LiNa').deletedBy = 'member';
    try {
      await listed(liNa);
      expect(asked()).toBe(before);

      system.clock.advance({ hours: 1 });

      expect(await idsOf(liNa)).not.toContain('wmHeJun');
      expect(asked()).toBe(before + 1);
      expect((await liNa.card('wmHeJun')).body.code).toBe('RELATION_ENDED');
    } finally {
      getRelation(spruce(), 'wmHeJun', 'LiNa').deletedBy = null;
    }
  });

  it('is what was confirmed within a day while WeCom can’t be asked, and after that nothing', async () => {
    await listed(liNa);
    system.clock.advance({ hours: 24 });
    liNa = await loggedIn(system, 'LiNa');
    trouble();
    expect(await idsOf(liNa)).toContain('wmHeJun');

    system.clock.advance({ seconds: 1 });

    expect(await liNa.find('')).toMatchObject({
      status: 503,
      body: { code: 'WECOM_UNAVAILABLE' },
    });
  });

  it('is not there when WeCom refuses the app', async () => {
    await listed(liNa);
    system.clock.advance({ hours: 1 });
    system.simulator.faults.nextCalls(PAGE, { kind: 'errcode', errcode: 48002 });

    expect((await liNa.find('')).body.code).toBe('CUSTOMER_API_FORBIDDEN');
  });

  it('is written down, a line for each customer, before it is shown', async () => {
    const { manager } = system.database;
    const lines = () => manager.findBy(AuditEntry, { action: 'customer_listed' });
    const before = (await lines()).length;

    const answer = await liNa.find('');

    const written = (await lines()).slice(before);
    expect(written.map(({ externalUserId }) => externalUserId).toSorted()).toEqual(followed().toSorted());
    for (const line of written)
      expect(line).toMatchObject({
        ...sprucesSales,
        userId: 'lina',
        access: 'own',
        at: system.clock.now(),
        requestId: answer.headers.get('x-request-id'),
      });

    await system.database.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    try {
      expect((await liNa.find('')).status).toBe(500);
    } finally {
      await system.database.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    }
  });

  it('leads to cards that are whole, though a list is told neither of colleagues nor of one’s own tags', async () => {
    const zhangWei = await loggedIn(system);
    await listed(zhangWei);

    const { relation } = (await zhangWei.card('wmLinXiaoyu')).body;
    expect(relation.tagGroups.flatMap(({ tags }) => tags)).toContainEqual({
      name: '周末联系',
      kind: 'personal',
    });
    expect((await zhangWei.card('wmHuangLi')).body.colleagues).toMatchObject([{ userId: 'lina' }]);
  });
});
