import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AppScope } from '@sidecard/contracts';
import { getApp, getCorp, getRelation } from '@sidecard/simulator';
import { TimelineEntry } from '../../src/crm/timeline/timeline-entry.entity.js';
import { SyncService } from '../../src/sync/index.js';
import { crmOf, withoutLeaving, worldOf } from '../support/compare-world.js';
import { startSystem, type System } from '../support/system.js';
import { begonias, sprucesSales, sprucesService } from '../support/web-view.js';

let system: System;
let sync: SyncService;
beforeAll(async () => {
  system = await startSystem();
  sync = system.app.get(SyncService, { strict: false });
});
afterAll(() => system.close());
beforeEach(() => system.simulator.faults.clear());

const spruce = () => getCorp(system.simulator.world, sprucesSales.corpId);
const relation = (externalUserId: string, userId: string) => getRelation(spruce(), externalUserId, userId);

async function isTheSame(app: AppScope) {
  expect(withoutLeaving(await crmOf(system.database, app))).toEqual(withoutLeaving(worldOf(system, app)));
}

describe('a sync', () => {
  it('learns all there is: customers, relations, tags and group chats, of each app what it may see', async () => {
    await sync.runDue();

    for (const app of [sprucesSales, sprucesService, begonias]) await isTheSame(app);
    expect((await crmOf(system.database, sprucesSales)).customers.length).toBeGreaterThan(15);
    expect((await crmOf(system.database, sprucesService)).customers.length).toBeLessThan(12);
  });

  it('says how it went, and is due again in the night', async () => {
    const found = await sync.stateOf(sprucesSales);

    expect(found).toMatchObject({
      progress: { phase: 'idle', counts: { customers: expect.any(Number), chats: 2 } },
      state: { startedAt: system.clock.now(), finishedAt: system.clock.now(), lastError: null },
    });
    const next = new Date(found?.state.nextAt ?? 0);
    expect(next.toLocaleTimeString('en-GB', { timeZone: 'Asia/Shanghai' })).toBe('03:00:00');
    expect(next.getTime() - system.clock.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1000);
  });

  it('asks nothing until it is due', async () => {
    const before = system.simulator.calls.calls.length;

    await sync.runDue();

    expect(system.simulator.calls.calls.length).toBe(before);
  });

  it('finds what has changed, ended and come, and writes a line for each difference', async () => {
    relation('wmLinXiaoyu', 'ZhangWei').remark = '林小雨 换了备注';
    relation('wmLinXiaoyu', 'ZhangWei').tagIds = ['etSpruceStageDeal', 'etSpruceSourceFair'];
    relation('wmMaChao', 'LiNa').deletedBy = 'member';
    system.simulator.happen({ kind: 'adminDeletesTag', corpId: sprucesSales.corpId, id: 'etSpruceStageNew' });
    system.clock.advance({ hours: 25 });

    await sync.runDue();

    await isTheSame(sprucesSales);
    const lines = await system.database.manager.find(TimelineEntry, {
      where: { corpId: sprucesSales.corpId, agentId: sprucesSales.agentId },
    });
    const since = lines.filter(({ kind }) => kind !== 'added');
    expect(
      since.map(({ kind, externalUserId, userId, details }) => ({ kind, externalUserId, userId, details })),
    ).toEqual(
      expect.arrayContaining([
        {
          kind: 'edited',
          externalUserId: 'wmLinXiaoyu',
          userId: 'zhangwei',
          details: {
            fields: ['remark'],
            tagsAdded: ['已成交'],
            tagsRemoved: ['方案沟通', '全屋净水', '软水机'],
          },
        },
        { kind: 'ended', externalUserId: 'wmMaChao', userId: 'lina', details: { byTransfer: false } },
      ]),
    );
    expect(since).toHaveLength(2);
    relation('wmMaChao', 'LiNa').deletedBy = null;
  });

  it('ends the relations of members who no longer serve customers', async () => {
    const zhaoMin = spruce().members.find(({ userId }) => userId === 'ZhaoMin');
    if (zhaoMin) zhaoMin.customerContact = false;
    system.clock.advance({ hours: 25 });

    await sync.runDue();

    const { customers } = await crmOf(system.database, sprucesSales);
    expect(
      customers.flatMap(({ followers }) => followers).filter(({ userId }) => userId === 'zhaomin'),
    ).toEqual([]);
    if (zhaoMin) zhaoMin.customerContact = true;
    system.clock.advance({ hours: 25 });
    await sync.runDue();
    await isTheSame(sprucesSales);
  });

  it('goes on from where it was when the platform was in trouble, and says what the trouble is', async () => {
    system.clock.advance({ hours: 25 });
    system.simulator.faults.nextCalls('/externalcontact/groupchat/list', { kind: 'errcode', errcode: -1 }, 9);

    await sync.runDue();
    const stuck = await sync.stateOf(sprucesSales);
    expect(stuck).toMatchObject({
      progress: { phase: 'chats' },
      state: { lastError: expect.stringContaining('-1') },
    });

    system.simulator.faults.clear();
    const contacts = () =>
      system.simulator.calls.count(
        '/externalcontact/batch/get_by_user',
        sprucesSales.corpId,
        sprucesSales.agentId,
      );
    const before = contacts();
    system.clock.advance({ minutes: 1 });
    await sync.runDue();
    expect(contacts()).toBe(before);
    expect(await sync.stateOf(sprucesSales)).toMatchObject({
      progress: { phase: 'idle' },
      state: { lastError: null },
    });
  });

  it('waits as long as the platform wants to be left alone', async () => {
    system.clock.advance({ hours: 25 });
    system.simulator.faults.nextCalls(
      '/externalcontact/get_follow_user_list',
      { kind: 'errcode', errcode: 45009 },
      1,
    );

    await sync.runDue();

    const asked = system.simulator.calls.calls.length;
    await sync.runDue();
    expect(system.simulator.calls.calls.length - asked).toBeLessThanOrEqual(40);
    system.clock.advance({ minutes: 1, seconds: 1 });
    await sync.runDue();
    await isTheSame(sprucesSales);
  });

  it('can be asked for at any time', async () => {
    relation('wmHeJun', 'LiNa').description = '想先试装一台';
    await sync.request(sprucesSales);

    await sync.runDue();

    await isTheSame(sprucesSales);
  });

  it('asks for nothing the app may not have', async () => {
    const app = getApp(spruce(), sprucesService.agentId);
    app.mayCallCustomerApis = false;
    system.clock.advance({ hours: 25 });

    await sync.runDue();

    expect(await sync.stateOf(sprucesService)).toMatchObject({
      progress: { phase: 'tags' },
      state: { lastError: expect.stringContaining('48002') },
    });
    expect(await sync.stateOf(sprucesSales)).toMatchObject({ progress: { phase: 'idle' } });
    app.mayCallCustomerApis = true;
  });
});
