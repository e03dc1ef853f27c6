import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, type AppScope, type Timeline } from '@sidecard/contracts';
import type { Happening } from '@sidecard/simulator';
import { CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { Order } from '../src/crm/company/built-in/order.entity.js';
import { TimelineEntry } from '../src/crm/timeline/timeline-entry.entity.js';
import { SyncService } from '../src/sync/index.js';
import { crmOf, worldOf } from './support/compare-world.js';
import { drainInbox } from './support/drain.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService } from './support/web-view.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
  // Who left before anybody was told of it can't be known.
  for (const { customers } of system.simulator.world.corps)
    for (const { relations } of customers)
      for (const relation of relations) if (relation.deletedBy === 'customer') relation.deletedBy = null;
  await system.app.get(SyncService, { strict: false }).runDue();
});
afterAll(() => system.close());
afterEach(() => system.simulator.faults.clear());

const { corpId } = sprucesSales;
const rows = () => system.database.getRepository(CallbackEventRow);
const seconds = () => Math.floor(system.clock.now() / 1000);

async function happens(...happenings: Happening[]): Promise<void> {
  for (const happening of happenings) system.simulator.happen(happening);
  await drainInbox(system);
}

async function theCrmIsTheWorld(): Promise<void> {
  for (const app of [sprucesSales, sprucesService, begonias])
    expect(await crmOf(system.database, app)).toEqual(worldOf(system, app));
}

function lines(externalUserId: string, { agentId }: AppScope = sprucesSales): Promise<TimelineEntry[]> {
  return system.database.manager.find(TimelineEntry, {
    where: { corpId, agentId, externalUserId },
    order: { at: 'ASC', entryId: 'ASC' },
  });
}

describe('what the platform tells', () => {
  it('gets into the CRM, whatever it is', async () => {
    await happens(
      {
        kind: 'customerAddsMember',
        corpId,
        userId: 'LiNa',
        externalUserId: 'wmComesNew',
        name: '新来的',
        state: 'expo',
      },
      {
        kind: 'memberEditsCustomer',
        corpId,
        userId: 'LiNa',
        externalUserId: 'wmComesNew',
        remark: '新客户',
        addTagIds: ['etSpruceStageNew'],
      },
      {
        kind: 'memberEditsCustomer',
        corpId,
        userId: 'ZhangWei',
        externalUserId: 'wmLinXiaoyu',
        remarkMobiles: ['13800138000'],
        removeTagIds: ['etSpruceStageTalk'],
      },
      { kind: 'memberDeletesCustomer', corpId, userId: 'LiNa', externalUserId: 'wmMaChao' },
      { kind: 'customerDeletesMember', corpId, userId: 'ZhangWei', externalUserId: 'wmHuangLi' },
      { kind: 'adminCreatesTagGroup', corpId, groupName: '预算', tagNames: ['一万', '三万'] },
      { kind: 'adminEditsTag', corpId, id: 'etSpruceStageDeal', name: '签约' },
      { kind: 'adminDeletesTag', corpId, id: 'etSpruceSourceFair' },
      {
        kind: 'groupChatBegins',
        corpId,
        ownerUserId: 'ZhangWei',
        name: '装修交流',
        ids: ['wmHuangLi', 'wmLinXiaoyu'],
      },
    );

    await theCrmIsTheWorld();
    const states = await rows().find({ select: { state: true } });
    expect(new Set(states.map(({ state }) => state))).toEqual(new Set(['done']));
  });

  it('of a customer who has left is on the card and in the timeline, until they come back', async () => {
    const zhangWei = await loggedIn(system);

    const { body: left } = await zhangWei.card('wmHuangLi');
    expect(left.relation.customerLeftAt).toBe(new Date(seconds() * 1000).toISOString());
    expect((await lines('wmHuangLi')).map(({ kind }) => kind)).toContain('customer_left');

    system.clock.advance({ seconds: 5 });
    await happens({
      kind: 'customerAddsMember',
      corpId,
      userId: 'ZhangWei',
      externalUserId: 'wmHuangLi',
      name: '黄丽',
    });

    const { body: back } = await zhangWei.card('wmHuangLi');
    expect(back.relation.customerLeftAt).toBeNull();
    expect(back.changeId).not.toBe(left.changeId);
    await theCrmIsTheWorld();
  });

  it('of two different things in one second is two lines, and a byte-identical repetition none', async () => {
    const before = await lines('wmCaoRui');
    const edit = (userId: string, remark: string): Happening => ({
      kind: 'memberEditsCustomer',
      corpId,
      userId,
      externalUserId: 'wmCaoRui',
      remark,
    });
    system.simulator.faults.duplicateCallbacks({ times: 3, as: 'fresh' });

    await happens(edit('ZhaoMin', '曹睿 甲'), {
      kind: 'customerDeletesMember',
      corpId,
      userId: 'ZhaoMin',
      externalUserId: 'wmCaoRui',
    });

    const since = (await lines('wmCaoRui')).filter(
      ({ entryId }) => !before.some((line) => line.entryId === entryId),
    );
    expect(since.map(({ kind, at }) => ({ kind, at }))).toEqual([
      { kind: 'edited', at: seconds() * 1000 },
      { kind: 'customer_left', at: seconds() * 1000 },
    ]);
    await theCrmIsTheWorld();
  });

  it('too late, when it has been found already, is no second line', async () => {
    system.clock.advance({ seconds: 5 });
    const customer = { corpId, externalUserId: 'wmFengXue' };
    const before = await lines('wmFengXue');
    system.simulator.faults.holdCallbacks();
    const edits = { kind: 'memberEditsCustomer', ...customer, remark: '冯雪 已安装' } as const;
    system.simulator.happen({ ...edits, userId: 'ZhaoMin' });
    system.simulator.happen({ kind: 'memberDeletesCustomer', ...customer, userId: 'WangQiang' });
    // Whatever is told of the customer, WeCom answers with all of it.
    const another = editedXml(sprucesSales, seconds(), { UserID: 'LiNa', ExternalUserID: 'wmFengXue' });
    expect((await post(letterTo(system, sprucesSales, another))).status).toBe(200);
    await drainInbox(system);
    const found = await lines('wmFengXue');

    system.simulator.faults.releaseCallbacks();
    await drainInbox(system);

    const shown = (all: TimelineEntry[]) =>
      all.map(({ kind, userId, details }) => JSON.stringify({ kind, userId, details })).toSorted();
    expect(shown(await lines('wmFengXue'))).toEqual(shown(found));
    const isNew = ({ entryId }: TimelineEntry) => !before.some((line) => line.entryId === entryId);
    expect(
      found
        .filter(isNew)
        .map(({ kind, userId }) => `${userId} ${kind}`)
        .toSorted(),
    ).toEqual(['lina edited', 'wangqiang ended', 'zhaomin edited']);
    // The next time is another time.
    system.clock.advance({ seconds: 60 });
    await happens({ ...edits, userId: 'ZhaoMin', remark: '冯雪 漏水' });
    expect(await lines('wmFengXue')).toHaveLength(found.length + 1);
  });

  const pair = { corpId, userId: 'ZhaoMin', externalUserId: 'wmSongJia' };
  it.each([
    ['kept', ['memberDeletesCustomer', 'customerAddsMember'], ['ended', 'added']],
    [
      'kept',
      ['memberDeletesCustomer', 'customerAddsMember', 'memberDeletesCustomer'],
      ['ended', 'added', 'ended'],
    ],
    [
      'shuffled',
      ['customerAddsMember', 'memberDeletesCustomer', 'customerAddsMember'],
      ['added', 'ended', 'added'],
    ],
  ] as const)(
    'of who parts and meets again before anybody asks is a line each: %s, %j',
    async (order, kinds, shown) => {
      system.clock.advance({ seconds: 60 });
      const before = (await lines('wmSongJia')).length;
      system.simulator.faults.holdCallbacks();
      for (const kind of kinds) {
        system.simulator.happen({ kind, ...pair });
        system.clock.advance({ seconds: 15 });
      }
      system.simulator.faults.releaseCallbacks(order);
      await drainInbox(system);

      expect((await lines('wmSongJia')).map(({ kind }) => kind).slice(before)).toEqual(shown);
      await theCrmIsTheWorld();
    },
  );

  it('out of order leads to the same', async () => {
    const relation = { corpId, userId: 'ZhangWei', externalUserId: 'wmLinXiaoyu' };
    system.simulator.faults.holdCallbacks();
    system.simulator.happen({ kind: 'customerDeletesMember', ...relation });
    system.clock.advance({ seconds: 2 });
    system.simulator.happen({ kind: 'memberEditsCustomer', ...relation, remark: '先后不分' });
    system.clock.advance({ seconds: 2 });
    system.simulator.happen({ kind: 'customerAddsMember', ...relation, name: '林小雨' });
    system.simulator.faults.releaseCallbacks('shuffled');
    await drainInbox(system);

    await theCrmIsTheWorld();
  });

  it('of somebody who is no contact yet, or could not be transferred, is a line and no relation', async () => {
    await happens(
      {
        kind: 'customerHalfAddsMember',
        corpId,
        userId: 'LiNa',
        externalUserId: 'wmLinXiaoyu',
        name: '林小雨',
      },
      {
        kind: 'transferFails',
        corpId,
        userId: 'ZhangWei',
        externalUserId: 'wmLinXiaoyu',
        failReason: 'customer_refused',
      },
    );

    const kinds = (await lines('wmLinXiaoyu')).map(({ kind, details }) => ({ kind, details }));
    expect(kinds).toContainEqual({ kind: 'half_added', details: {} });
    expect(kinds).toContainEqual({ kind: 'transfer_failed', details: { reason: 'customer_refused' } });
    await theCrmIsTheWorld();
  });

  it('of group chats is a line for the customers who come and go', async () => {
    const chatId = system.simulator.happen({
      kind: 'groupChatBegins',
      corpId,
      ownerUserId: 'LiNa',
      name: '老客户',
      ids: [],
    });
    await drainInbox(system);
    await happens({ kind: 'peopleJoinGroupChat', corpId, chatId, ids: ['wmCaoRui'] });
    system.clock.advance({ seconds: 1 });
    await happens({ kind: 'peopleLeaveGroupChat', corpId, chatId, ids: ['wmCaoRui'] });

    const since = (await lines('wmCaoRui')).filter(({ kind }) => kind.startsWith('group_'));
    expect(since.map(({ kind, details }) => ({ kind, details }))).toEqual([
      { kind: 'group_joined', details: { chatName: '老客户' } },
      { kind: 'group_left', details: { chatName: '老客户' } },
    ]);
    await happens({ kind: 'groupChatEnds', corpId, chatId });
    await theCrmIsTheWorld();
  });

  it('that we do not know is kept and nothing else', async () => {
    await happens({ kind: 'somethingNew', corpId, event: 'brand_new', fields: { What: 'ever' } });

    expect(await rows().findBy({ corpId, kind: 'unknown' })).toMatchObject([
      { state: 'kept' },
      { state: 'kept' },
    ]);
  });
});

describe('a member who leaves the app', () => {
  it('is logged out at once, and their relations end; they are back when the member is', async () => {
    const app = sprucesSales;
    const zhaoMin = await loggedIn(system, 'ZhaoMin', app);
    expect((await zhaoMin.card('wmCaoRui')).status).toBe(200);
    system.clock.advance({ seconds: 1 });

    await happens({ kind: 'memberLeavesApp', ...app, userId: 'ZhaoMin' });

    expect(await zhaoMin.card('wmCaoRui')).toMatchObject({ status: 401 });
    await theCrmIsTheWorld();

    system.clock.advance({ seconds: 1 });
    await happens({ kind: 'memberEntersApp', ...app, userId: 'ZhaoMin' });
    await theCrmIsTheWorld();
  });
});

describe('the timeline', () => {
  it('pages through everything about a customer, newest first, without a line twice', async () => {
    const zhangWei = await loggedIn(system);
    await zhangWei.addFollowUp('wmLinXiaoyu', '约了周日');
    await system.database.manager.insert(Order, {
      corpId,
      orderNumber: 'SO-1',
      externalUserId: 'wmLinXiaoyu',
      title: '全屋净水',
      amountMinor: 1_980_000,
      currency: 'CNY',
      status: 'paid',
      orderedAt: system.clock.now() - 1_000,
    });
    for (let n = 0; n < 30; n += 1) {
      system.clock.advance({ seconds: 1 });
      system.simulator.happen({
        kind: 'memberEditsCustomer',
        corpId,
        userId: 'ZhangWei',
        externalUserId: 'wmLinXiaoyu',
        remark: `第 ${n} 次`,
      });
      await system.simulator.callbacks.settled();
    }
    await drainInbox(system);

    const seen: Timeline['entries'] = [];
    let before: string | null = null;
    do {
      const { body }: { body: Timeline } = await zhangWei.ask<Timeline>(
        apiPaths.timeline('wmLinXiaoyu', before ? `before=${before}` : ''),
      );
      expect(body.entries.length).toBeLessThanOrEqual(20);
      seen.push(...body.entries);
      before = body.next;
    } while (before);

    expect(seen.filter(({ kind }) => kind === 'edited').length).toBeGreaterThanOrEqual(30);
    expect(new Set(seen.map(({ kind }) => kind))).toEqual(
      new Set(['added', 'customer_left', 'edited', 'half_added', 'transfer_failed', 'follow_up', 'crm']),
    );
    expect(seen.map(({ at }) => at)).toEqual(
      seen
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
  });
});
