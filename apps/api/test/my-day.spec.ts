import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { myDaySchema, type MyDay } from '@sidecard/contracts';
import { getCorp, getRelation } from '@sidecard/simulator';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import type { CorpConfig } from '../src/config/app-config.js';
import { dayAt } from '../src/crm/calendar.js';
import { FollowUp } from '../src/crm/follow-ups/follow-up.entity.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let spruce: CorpConfig;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      spruce = corps.find(({ corpId }) => corpId === sprucesSales.corpId) ?? spruce;
    },
  });
});
afterAll(() => system.close());
beforeEach(async () => {
  system.clock.advance({ hours: 25 });
  await system.database.manager.clear(FollowUp);
  zhangWei = await loggedIn(system);
});

const inDays = (days: number) => dayAt(system.clock.now() + days * 86_400_000, 'Asia/Shanghai');
const due = ({ due: { customers } }: MyDay) => customers.map(({ externalUserId }) => externalUserId);
const quiet = ({ quiet: { customers } }: MyDay) => customers.map(({ externalUserId }) => externalUserId);
const say = (customer: string, days: number | null, webView = zhangWei) =>
  webView.addFollowUp(customer, `约在 ${days} 天后`, { nextContactOn: days === null ? null : inDays(days) });
/** A follow-up of long ago. */
const said = (externalUserId: string, daysAgo: number, authorUserId = 'zhangwei') =>
  system.database.manager.insert(FollowUp, {
    corpId: sprucesSales.corpId,
    externalUserId,
    authorUserId,
    followUpId: `${externalUserId}-${daysAgo}`,
    note: '很久以前',
    createdAt: system.clock.now() - daysAgo * 86_400_000,
    nextContactOn: null,
    stage: null,
    editedAt: null,
    deletedAt: null,
  });

describe('whom a member is to be in touch with', () => {
  it('is whose next date is today or was earlier, the longest overdue first, with what was to be done', async () => {
    await say('wmLinXiaoyu', 0);
    await say('wmHuangLi', 1);
    await say('wmXuJing', -3);
    await zhangWei.addFollowUp('wmLongName', '💧'.repeat(100), { nextContactOn: inDays(-1) });

    const { body } = await zhangWei.myDay();

    expect(myDaySchema.parse(body)).toEqual(body);
    expect(body.today).toBe(inDays(0));
    expect(due(body)).toEqual(['wmXuJing', 'wmLongName', 'wmLinXiaoyu']);
    expect(body.due).toMatchObject({
      customers: [
        { remark: '徐静 翠湖天地', name: '徐静', nextContactOn: inDays(-3), note: '约在 -3 天后' },
        { note: `${'💧'.repeat(80)}…` },
        { nextContactOn: inDays(0) },
      ],
      hasMore: false,
    });
  });

  it('is nobody with whom they have done so since, whatever was agreed before', async () => {
    await say('wmXuJing', -3);
    await say('wmLinXiaoyu', 0);
    system.clock.advance({ seconds: 1 });
    await say('wmXuJing', null);
    await say('wmLinXiaoyu', 7);

    expect(due((await zhangWei.myDay()).body)).toEqual([]);
  });

  it('is again whom they were to, when what they have said since is deleted', async () => {
    await say('wmXuJing', -3);
    system.clock.advance({ seconds: 1 });
    const { followUpId } = (await say('wmXuJing', 9)).body;
    expect(due((await zhangWei.myDay()).body)).toEqual([]);

    await zhangWei.deleteFollowUp('wmXuJing', followUpId);

    expect(due((await zhangWei.myDay()).body)).toEqual(['wmXuJing']);
  });

  it('is not whom a colleague is to, nor who is no customer of theirs any more', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    await say('wmHuangLi', 0, liNa);
    await say('wmXuJing', 0);
    expect(due((await zhangWei.myDay()).body)).toEqual(['wmXuJing']);
    expect(due((await liNa.myDay()).body)).toEqual(['wmHuangLi']);

    const corp = getCorp(system.simulator.world, sprucesSales.corpId);
    getRelation(corp, 'wmXuJing', 'ZhangWei').deletedBy = 'member';
    try {
      system.clock.advance({ hours: 1 });
      expect(due((await zhangWei.myDay()).body)).toEqual([]);
    } finally {
      getRelation(corp, 'wmXuJing', 'ZhangWei').deletedBy = null;
    }
  });

  it('is also whom nobody has followed up for long, the latest first; a next step in view is enough', async () => {
    const before = spruce.quietAfterDays;
    spruce.quietAfterDays = 10;
    try {
      await said('wmXuJing', 9);
      await said('wmLinXiaoyu', 10);
      await said('wmHuangLi', 200);
      await said('wmHuangLi', 12, 'lina');
      await said('wmLongName', 400);
      await say('wmLongName', 5);

      const { body } = await zhangWei.myDay();

      expect(body.quiet.afterDays).toBe(10);
      expect(quiet(body).slice(0, 2)).toEqual(['wmLinXiaoyu', 'wmHuangLi']);
      expect(body.quiet.customers.slice(0, 2)).toMatchObject([{ quietForDays: 10 }, { quietForDays: 12 }]);
      for (const other of ['wmXuJing', 'wmLongName']) expect(quiet(body)).not.toContain(other);
      // Nobody has ever noted anything about them: it counts from when they were added.
      expect(quiet(body)).toContain('wmCaoRui');
    } finally {
      spruce.quietAfterDays = before;
    }
  });

  it('is written down as seen, a line for each, before it is shown', async () => {
    await say('wmXuJing', 0);
    const { manager } = system.database;
    const lines = () => manager.findBy(AuditEntry, { action: 'customer_listed' });
    const before = (await lines()).length;

    const { body } = await zhangWei.myDay();

    const written = (await lines()).slice(before);
    expect(written.map(({ externalUserId }) => externalUserId).toSorted()).toEqual(
      [...due(body), ...quiet(body)].toSorted(),
    );
    expect(written.every(({ userId, access }) => userId === 'zhangwei' && access === 'own')).toBe(true);
  });

  it('is known before any sync, and not at all while WeCom can’t say whom they follow', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    const page = '/externalcontact/batch/get_by_user';
    system.simulator.faults.nextCalls(page, { kind: 'errcode', errcode: -1 }, 10);
    expect(await liNa.myDay()).toMatchObject({ status: 503, body: { code: 'WECOM_UNAVAILABLE' } });
    system.simulator.faults.clear();

    expect((await liNa.myDay()).status).toBe(200);
  });
});
