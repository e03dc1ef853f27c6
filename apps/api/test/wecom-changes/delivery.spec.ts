import { randomUUID } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { Card } from '@sidecard/contracts';
import { getCorp, getRelation } from '@sidecard/simulator';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { wecomChangeQueue, WecomChangeRow } from '../../src/crm/wecom-changes/wecom-change.entity.js';
import { WecomChangeDelivery } from '../../src/crm/wecom-changes/wecom-change-delivery.js';
import { Transactions } from '../../src/database/transactions.js';
import { replayDead } from '../../src/work-queue/inspect-queue.js';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales, type WebView } from '../support/web-view.js';
import { changesOf, otherClaims, otherProcess, writeChanges } from '../support/written.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
beforeEach(async () => {
  await system.database.getRepository(WecomChangeRow).clear();
  // Half days pass.
  zhangWei = await loggedIn(system);
  await zhangWei.tagChoices(CUSTOMER);
});
afterEach(() => system.simulator.faults.clear());

const CUSTOMER = 'wmLinXiaoyu';
const REMARK = '/externalcontact/remark';
const spruce = () => getCorp(system.simulator.world, sprucesSales.corpId);
const remarkOf = (externalUserId = CUSTOMER) => getRelation(spruce(), externalUserId, 'ZhangWei').remark;
const written = () => system.simulator.calls.calls.filter(({ path }) => path === REMARK).length;
const states = async () => (await changesOf(system)).map(({ state }) => state);
const onlyId = async () => (await changesOf(system))[0]?.changeId ?? '';
const card = async (): Promise<Card> => (await zhangWei.card(CUSTOMER)).body;
const delivery = () => system.app.get(WecomChangeDelivery, { strict: false });

describe('the order of one customer’s changes', () => {
  it('is that in which they were made, whichever process writes them', async () => {
    for (const remark of ['一', '二', '三', '四']) await zhangWei.changeRemark(CUSTOMER, { remark });
    const [here, there] = [delivery(), otherProcess(system)];
    while ((await Promise.all([here.some(), there.some()])).some(Boolean));

    expect(await states()).toEqual(Array(4).fill('done'));
    expect(remarkOf()).toBe('四');
  });

  it('holds while one waits to be tried again; other customers’ go on', async () => {
    system.simulator.faults.nextCalls(REMARK, { kind: 'errcode', errcode: 45009 });
    await zhangWei.changeRemark(CUSTOMER, { remark: '先' });
    await delivery().some();
    system.simulator.faults.clear();
    await zhangWei.changeTags(CUSTOMER, { add: ['etSpruceStageDeal'] });
    await zhangWei.changeTags('wmHuangLi', { add: ['etSpruceStageNew'] });
    await writeChanges(system);

    expect(await states()).toEqual(['waiting', 'waiting', 'done']);
    expect((await card()).relation.remark).toBe('先');
    system.clock.advance({ minutes: 2 });
    await writeChanges(system);
    expect(await states()).toEqual(['done', 'done', 'done']);
    expect(remarkOf()).toBe('先');
  });
});

describe('trouble that passes', () => {
  it.each([
    ['WeCom is busy', { kind: 'errcode', errcode: -1 }, 3],
    ['too many call at once', { kind: 'errcode', errcode: 45033 }, 3],
    ['our share is used up', { kind: 'errcode', errcode: 45009 }, 1],
    ['the app is not allowed yet', { kind: 'errcode', errcode: 48002 }, 1],
    ['a code we have never met', { kind: 'errcode', errcode: 99901 }, 1],
    ['a gateway answers', { kind: 'http', status: 502, body: 'bad gateway' }, 3],
  ] as const)('%s: it is written later, and marked until then', async (_what, fault, times) => {
    const remark = `备注 ${randomUUID().slice(0, 8)}`;
    const before = remarkOf();
    system.simulator.faults.nextCalls(REMARK, fault, times);
    await zhangWei.changeRemark(CUSTOMER, { remark });
    await writeChanges(system);

    expect(await states()).toEqual(['waiting']);
    expect(remarkOf()).toBe(before);
    expect(await card()).toMatchObject({ relation: { remark }, wecomChanges: [{ refusal: null }] });
    system.simulator.faults.clear();
    await writeChanges(system);
    expect(await states()).toEqual(['waiting']);
    system.clock.advance({ minutes: 61 });
    await writeChanges(system);
    expect(await states()).toEqual(['done']);
    expect(remarkOf()).toBe(remark);
    expect((await card()).wecomChanges).toEqual([]);
  });

  it('rests longer each time, and is given up after half a day', async () => {
    system.simulator.faults.nextCalls(REMARK, { kind: 'http', status: 500, body: '' }, 1_000);
    await zhangWei.changeRemark(CUSTOMER, { remark: '写不进去' });
    const rests: number[] = [];
    for (;;) {
      await writeChanges(system);
      const [row] = await changesOf(system);
      if (row?.state !== 'waiting') break;
      rests.push(row.nextAttemptAt - system.clock.now());
      system.clock.advance({ seconds: Math.ceil(rests.at(-1) ?? 0) / 1000 });
    }
    expect(rests[0]).toBeLessThan(3_000);
    expect(Math.max(...rests)).toBeLessThanOrEqual(1.2 * 60 * 60_000);
    const hours = rests.reduce((sum, rest) => sum + rest, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(10);
    expect(hours).toBeLessThan(18);
    zhangWei = await loggedIn(system);
    expect((await card()).wecomChanges).toMatchObject([{ refusal: 'gave_up' }]);
  });
});

describe('a refusal', () => {
  it.each([
    [84061, 'relation_lost'],
    [40096, 'relation_lost'],
    [60111, 'relation_lost'],
    [40068, 'tag_gone'],
    [60011, 'not_permitted'],
    [84074, 'not_permitted'],
    [40058, 'not_accepted'],
  ] as const)(
    'with %i is the last word: undone, with the reason (%s) until it is dismissed',
    async (errcode, refusal) => {
      const before = await card();
      system.simulator.faults.nextCalls(REMARK, { kind: 'errcode', errcode });
      await zhangWei.changeRemark(CUSTOMER, { remark: '会被拒绝', phones: ['13799990000'] });
      const pending = await card();
      await writeChanges(system);

      const refused = await card();
      expect(refused.relation).toEqual(before.relation);
      expect(refused.wecomChanges).toEqual([
        {
          changeId: expect.any(String),
          parts: [
            { what: 'remark', text: '会被拒绝' },
            { what: 'phones', text: '137****0000' },
          ],
          refusal,
        },
      ]);
      expect(refused.changeId).not.toBe(pending.changeId);

      const changeId = await onlyId();
      expect((await zhangWei.dismissChange(CUSTOMER, changeId)).status).toBe(204);
      expect((await card()).wecomChanges).toEqual([]);
      expect(await changesOf(system)).toMatchObject([{ state: 'kept', message: '' }]);
      expect(await system.database.manager.countBy(AuditEntry, { subjectId: changeId })).toBe(2);
      // There is nothing more to dismiss.
      expect((await zhangWei.dismissChange(CUSTOMER, changeId)).status).toBe(204);
      expect(await system.database.manager.countBy(AuditEntry, { subjectId: changeId })).toBe(2);
    },
  );

  it('of one change is not one of the next', async () => {
    system.simulator.faults.nextCalls(REMARK, { kind: 'errcode', errcode: 40058 });
    await zhangWei.changeRemark(CUSTOMER, { remark: '第一个' });
    await zhangWei.changeRemark(CUSTOMER, { remark: '第二个' });
    await writeChanges(system);
    expect(await states()).toEqual(['dead', 'done']);
    expect(remarkOf()).toBe('第二个');
  });

  it('really comes of a tag that was deleted meanwhile', async () => {
    await zhangWei.changeTags(CUSTOMER, { add: ['etSpruceSourceStore'] });
    const tag = spruce()
      .tagGroups.flatMap(({ tags }) => tags)
      .find(({ id }) => id === 'etSpruceSourceStore');
    if (!tag) throw new Error('there is no such tag');
    tag.deleted = true;
    try {
      await writeChanges(system);
    } finally {
      tag.deleted = false;
    }
    expect((await card()).wecomChanges).toMatchObject([
      { parts: [{ what: 'tag_added', text: '门店' }], refusal: 'tag_gone' },
    ]);
  });

  it('is dismissed by nobody but the member, and not before it is one', async () => {
    await zhangWei.changeRemark('wmHuangLi', { remark: '还没有写进去' });
    const changeId = await onlyId();
    await zhangWei.dismissChange('wmHuangLi', changeId);
    expect(await states()).toEqual(['waiting']);

    system.simulator.faults.nextCalls(REMARK, { kind: 'errcode', errcode: 40058 });
    await writeChanges(system);
    const liNa = await loggedIn(system, 'LiNa');
    await liNa.dismissChange('wmHuangLi', changeId);
    expect(await states()).toEqual(['dead']);
  });

  it('can be tried again by whoever runs Sidecard', async () => {
    system.simulator.faults.nextCalls(REMARK, { kind: 'errcode', errcode: 40058 });
    await zhangWei.changeRemark(CUSTOMER, { remark: '再来一次' });
    await writeChanges(system);
    const transactions = system.app.get(Transactions, { strict: false });
    const { corpId } = sprucesSales;
    expect(await replayDead(transactions, wecomChangeQueue, { corpId }, system.clock.now())).toBe(1);
    expect((await card()).wecomChanges).toMatchObject([{ refusal: null }]);
    await writeChanges(system);
    expect(remarkOf()).toBe('再来一次');
  });
});

describe('a process that dies', () => {
  it('while it is at a change is missed after its lease: another writes it', async () => {
    await zhangWei.changeRemark(CUSTOMER, { remark: '接着写' });
    expect(await otherClaims(system).claim(1)).toHaveLength(1);
    await writeChanges(system);
    expect(await states()).toEqual(['working']);
    expect((await card()).relation.remark).toBe('接着写');

    system.clock.advance({ seconds: 61 });
    await writeChanges(system);
    expect(await states()).toEqual(['done']);
    expect(remarkOf()).toBe('接着写');
  });

  it('having written it: written again it is as written once, with one line of the timeline', async () => {
    await zhangWei.changeRemark(CUSTOMER, { remark: '写了两次' });
    getRelation(spruce(), CUSTOMER, 'ZhangWei').remark = '写了两次';
    await otherClaims(system).claim(1);
    const before = written();
    system.clock.advance({ seconds: 61 });
    await writeChanges(system);
    expect(written()).toBe(before + 1);
    expect(await states()).toEqual(['done']);
  });

  it('only in the eyes of another: what the slow one notes afterwards changes nothing', async () => {
    await zhangWei.changeRemark(CUSTOMER, { remark: '慢' });
    system.simulator.faults.nextCalls(REMARK, { kind: 'delay', ms: 300 });
    const slow = delivery().some();
    while (!(await states()).includes('working')) await turn();
    system.clock.advance({ seconds: 61 });
    await writeChanges(system, otherProcess(system));
    expect(await states()).toEqual(['done']);
    await slow;
    expect(await states()).toEqual(['done']);
    expect(await changesOf(system)).toMatchObject([{ attempts: 1, message: '' }]);
  });
});
