import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timelineGroups, timelineSchema, type TimelineEntry } from '@sidecard/contracts';
import { TimelineRepository } from '../src/crm/timeline/timeline.repository.js';
import type { Happened } from '../src/crm/timeline/timeline-entry.entity.js';
import { Order } from '../src/crm/company/built-in/order.entity.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

const CUSTOMER = 'woChenYu';

let system: System;
let wangQiang: WebView;
beforeAll(async () => {
  system = await startSystem();
  wangQiang = await loggedIn(system, 'WangQiang');
  await wangQiang.card(CUSTOMER);
  const at = system.clock.now();
  const { manager } = system.database;
  const lines: Happened[] = [
    { kind: 'half_added', details: {} },
    { kind: 'customer_left', details: {} },
    { kind: 'ended', details: { byTransfer: false } },
    { kind: 'transfer_failed', details: { reason: 'other' } },
    { kind: 'edited', details: { fields: ['remark'], tagsAdded: [], tagsRemoved: [] } },
    { kind: 'profile_changed', details: { fields: ['name'] } },
    { kind: 'group_joined', details: { chatName: '群' } },
    { kind: 'group_left', details: { chatName: '群' } },
  ];
  await system.app.get(TimelineRepository, { strict: false }).append(
    manager,
    lines.map((happened) => ({
      ...sprucesSales,
      externalUserId: CUSTOMER,
      entryId: `line-${happened.kind}`,
      userId: 'wangqiang',
      at,
      happened,
    })),
  );
  await manager.insert(Order, {
    corpId: sprucesSales.corpId,
    externalUserId: CUSTOMER,
    orderNumber: 'T-1',
    title: '直饮机',
    status: 'paid',
    amountMinor: 1,
    currency: 'CNY',
    orderedAt: at,
  });
  await wangQiang.setStage(CUSTOMER, 'interested');
  system.clock.advance({ seconds: 1 });
  await wangQiang.addFollowUp(CUSTOMER, '报价发了', { stage: 'proposal' });
});
afterAll(() => system.close());

const idsOf = (entries: TimelineEntry[]) => entries.map(({ id }) => id).toSorted();

describe('the timeline', () => {
  it('is in groups, each by itself what it is in the whole, and no line is in none', async () => {
    const whole = (await wangQiang.timeline(CUSTOMER)).body;
    expect(timelineSchema.parse(whole)).toEqual(whole);
    const groups = await Promise.all(
      timelineGroups.map(async (group) => (await wangQiang.timeline(CUSTOMER, group)).body.entries),
    );

    expect(groups.map((entries) => entries.length)).not.toContain(0);
    expect(idsOf(groups.flat())).toEqual(idsOf(whole.entries));
    const kinds = new Set(whole.entries.map(({ kind }) => kind));
    expect(kinds.size).toBe(12);
  });

  it('of one group is paged like the whole', async () => {
    for (let note = 1; note <= 25; note += 1) await wangQiang.addFollowUp(CUSTOMER, `第 ${note} 条`);
    const first = (await wangQiang.timeline(CUSTOMER, 'follow_ups')).body;
    const query = `kinds=follow_ups&before=${first.next}`;
    const second = (await wangQiang.ask<typeof first>(`/api/customers/${CUSTOMER}/timeline?${query}`)).body;

    expect([first.entries.length, second.entries.length, second.next]).toEqual([20, 6, null]);
    expect(new Set(idsOf([...first.entries, ...second.entries])).size).toBe(26);
    expect(new Set([...first.entries, ...second.entries].map(({ kind }) => kind))).toEqual(
      new Set(['follow_up']),
    );
  });

  it('says how the stage went, in the words of today, in every app of the corp', async () => {
    for (const app of [sprucesSales, sprucesService]) {
      const webView = await loggedIn(system, 'WangQiang', app);
      const { entries } = (await webView.timeline(CUSTOMER, 'stage')).body;
      expect(entries).toMatchObject([
        {
          kind: 'stage_changed',
          member: { userId: 'wangqiang', name: '王强' },
          stage: { zh: '方案报价' },
          previous: { zh: '有意向' },
        },
        { stage: { zh: '有意向' }, previous: null },
      ]);
    }
  });

  it('of one app is not the other’s, but for what members have done', async () => {
    const inService = await loggedIn(system, 'WangQiang', sprucesService);

    const { entries } = (await inService.timeline(CUSTOMER)).body;
    expect(entries.map(({ id }) => id).filter((id) => id.startsWith('line-'))).toEqual([]);
    expect((await inService.timeline(CUSTOMER, 'groups')).body.entries).toEqual([]);
  });

  it('of other groups does not depend on the CRM', async () => {
    await system.database.query('ALTER TABLE orders RENAME TO orders_away');
    try {
      expect((await wangQiang.timeline(CUSTOMER, 'stage')).body).toMatchObject({ isWhole: true });
    } finally {
      await system.database.query('ALTER TABLE orders_away RENAME TO orders');
    }
  });

  it.each(['nothing', '', 'stage,crm', 'constructor'])('knows no group called "%s"', async (group) => {
    const refused = await wangQiang.ask(`/api/customers/${CUSTOMER}/timeline?kinds=${group}`);
    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
  });
});
