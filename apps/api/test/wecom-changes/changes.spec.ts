import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths, type NewRemarkChange, type Timeline, wecomChangePaths } from '@sidecard/contracts';
import { getCorp, getRelation, type Relation } from '@sidecard/simulator';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import type { Roles } from '../../src/config/app-config.js';
import { CustomerLearning } from '../../src/crm/index.js';
import { WecomChangeRow } from '../../src/crm/wecom-changes/wecom-change.entity.js';
import { Transactions } from '../../src/database/transactions.js';
import { LiveChanges } from '../../src/live/index.js';
import { startSystem, type System } from '../support/system.js';
import { begonias, loggedIn, sprucesSales, type WebView } from '../support/web-view.js';
import { changesOf, writeChanges } from '../support/written.js';

let system: System;
let roles: Roles;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      roles = corps.find(({ corpId }) => corpId === sprucesSales.corpId)?.roles ?? roles;
    },
  });
  zhangWei = await loggedIn(system);
  await zhangWei.tagChoices(CUSTOMER);
});
afterAll(() => system.close());
beforeEach(async () => {
  await system.database.getRepository(WecomChangeRow).clear();
  system.clock.advance({ seconds: 1 });
});
afterEach(async () => {
  roles.corp = [];
  await writeChanges(system);
});

const CUSTOMER = 'wmLinXiaoyu';
const NEW = 'etSpruceStageNew';

/** As WeCom has it, which is what the phone shows. */
function onThePhone(externalUserId = CUSTOMER, userId = 'ZhangWei'): Relation {
  return getRelation(getCorp(system.simulator.world, sprucesSales.corpId), externalUserId, userId);
}
const card = async (webView = zhangWei, externalUserId = CUSTOMER) =>
  (await webView.card(externalUserId)).body;
const timeline = async () => (await zhangWei.ask<Timeline>(apiPaths.timeline(CUSTOMER))).body.entries;

describe('what is noted', () => {
  it('is on the card at once and then in WeCom, field by field', async () => {
    const { description } = onThePhone();
    await zhangWei.changeRemark(CUSTOMER, { remark: ' 林小雨 一期 ', company: '一期业主' });
    const pending = await card();
    expect(pending.relation).toMatchObject({ remark: '林小雨 一期', remarkCompany: '一期业主', description });
    expect(pending.wecomChanges).toMatchObject([
      {
        parts: [
          { what: 'remark', text: '林小雨 一期' },
          { what: 'company', text: '一期业主' },
        ],
      },
    ]);
    await writeChanges(system);
    system.clock.advance({ seconds: 1 });
    await zhangWei.changeRemark(CUSTOMER, { description: '周六看样机' });
    await writeChanges(system);

    expect(onThePhone()).toMatchObject({
      remark: '林小雨 一期',
      remarkCorpName: '一期业主',
      description: '周六看样机',
      remarkMobiles: ['13800010001', '021-55550101'],
    });
    expect(await card()).toMatchObject({
      relation: { remark: '林小雨 一期', remarkCompany: '一期业主', description: '周六看样机' },
      wecomChanges: [],
    });
    expect((await timeline()).slice(0, 2)).toMatchObject([
      { kind: 'edited', fields: ['description'] },
      { kind: 'edited', fields: ['remark', 'company'] },
    ]);
  });

  it('of phones is masked everywhere but where somebody asks, and gone from the outbox once it is over', async () => {
    await zhangWei.changeRemark(CUSTOMER, { phones: ['13711112222', '+86 137 2222 3333'] });
    const pending = await card();
    expect(pending.relation.maskedPhones).toEqual(['137****2222', '137****3333']);
    expect(pending.wecomChanges).toMatchObject([
      { parts: [{ what: 'phones', text: '137****2222 137****3333' }] },
    ]);
    expect((await zhangWei.revealPhones(CUSTOMER)).body.phones).toEqual(['13711112222', '+86 137 2222 3333']);
    await writeChanges(system);

    expect(onThePhone().remarkMobiles).toEqual(['13711112222', '+86 137 2222 3333']);
    await zhangWei.changeRemark(CUSTOMER, { phones: [] });
    await writeChanges(system);
    expect(onThePhone().remarkMobiles).toEqual([]);
    expect((await card()).relation.maskedPhones).toEqual([]);

    expect((await changesOf(system)).map(({ state, message }) => ({ state, message }))).toEqual([
      { state: 'done', message: '' },
      { state: 'done', message: '' },
    ]);
    expect(system.logs.join('')).not.toMatch(/1371111|2222 3333/);
  });

  it('keeps to WeCom’s limits, and is never emptied: that WeCom does not do', async () => {
    const refused: [Partial<NewRemarkChange>, string][] = [
      [{ remark: '长'.repeat(21) }, 'remark'],
      [{ remark: '  ' }, 'remark'],
      [{ description: '长'.repeat(151) }, 'description'],
      [{ company: '长'.repeat(21) }, 'company'],
      [{ phones: ['1'] }, 'phones.0'],
      [{ phones: ['<b>13800010001</b>'] }, 'phones.0'],
      [{ phones: Array.from({ length: 11 }, () => '13800010001') }, 'phones'],
      [{}, 'remark'],
    ];
    for (const [change, field] of refused)
      expect(await zhangWei.changeRemark(CUSTOMER, change)).toMatchObject({
        status: 400,
        body: { code: 'INVALID_REQUEST', details: { fields: [field] } },
      });
    // WeCom would say yes to the company of a WeCom user, and do nothing.
    const wangQiang = await loggedIn(system, 'WangQiang');
    expect((await wangQiang.changeRemark('woChenYu', { company: '另一家' })).body).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { fields: ['company'] },
    });
    expect(await changesOf(system)).toEqual([]);
  });

  it('is not undone by an answer to a question from before', async () => {
    const learning = system.app.get(CustomerLearning, { strict: false });
    const asked = await learning.ask(sprucesSales, CUSTOMER);
    system.clock.advance({ seconds: 1 });
    await zhangWei.changeRemark(CUSTOMER, { remark: '后来的' });
    await writeChanges(system);
    await system.app
      .get(Transactions, { strict: false })
      .run((manager) => learning.learn(manager, sprucesSales, [asked]));

    expect((await card()).relation.remark).toBe('后来的');
  });

  it('has one line of the timeline, though somebody has asked WeCom in between', async () => {
    const learning = system.app.get(CustomerLearning, { strict: false });
    await zhangWei.changeRemark(CUSTOMER, { remark: '只有一行' });
    const before = (await timeline()).length;
    onThePhone().remark = '只有一行';
    const told = await learning.ask(sprucesSales, CUSTOMER);
    await system.app
      .get(Transactions, { strict: false })
      .run((manager) => learning.learn(manager, sprucesSales, [told]));
    await writeChanges(system);

    expect(await timeline()).toHaveLength(before + 1);
  });
});

describe('a change', () => {
  it('sent twice is one, however many times and at the same moment', async () => {
    const change = { changeId: randomUUID(), remark: '只有一次' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => zhangWei.changeRemark(CUSTOMER, change)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(204));
    expect(await changesOf(system)).toHaveLength(1);
    const audited = await system.database.manager.findBy(AuditEntry, { subjectId: change.changeId });
    expect(audited).toMatchObject([
      {
        ...sprucesSales,
        action: 'remark_changed',
        userId: 'zhangwei',
        externalUserId: CUSTOMER,
        access: 'own',
      },
    ]);
    await writeChanges(system);
    expect((await zhangWei.changeRemark(CUSTOMER, change)).status).toBe(204);
    expect((await changesOf(system)).map(({ state }) => state)).toEqual(['done']);
  });

  it('is not taken for another one of the same id', async () => {
    const changeId = randomUUID();
    await zhangWei.changeRemark(CUSTOMER, { changeId, remark: '先写的' });
    const liNa = await loggedIn(system, 'LiNa');
    for (const refused of [
      await zhangWei.changeRemark(CUSTOMER, { changeId, remark: '后写的' }),
      await zhangWei.changeRemark('wmHuangLi', { changeId, remark: '先写的' }),
      await zhangWei.changeTags(CUSTOMER, { changeId, add: [NEW] }),
      await liNa.changeRemark('wmHuangLi', { changeId, remark: '先写的' }),
    ])
      expect(refused).toMatchObject({ status: 400, body: { details: { fields: ['changeId'] } } });
    expect(await changesOf(system)).toHaveLength(1);
  });

  it('is announced when it is made and when WeCom has it', async () => {
    const heard: string[] = [];
    const live = system.app.get(LiveChanges, { strict: false });
    const stop = live.follow(sprucesSales.corpId, CUSTOMER, () => heard.push('changed'));
    await zhangWei.changeRemark(CUSTOMER, { remark: '大家都知道' });
    const atFirst = heard.length;
    await writeChanges(system);
    stop();
    expect(atFirst).toBeGreaterThan(0);
    expect(heard.length).toBeGreaterThan(atFirst);
  });

  it('is for the customer’s own member: who sees through a colleague sees what WeCom has, and changes nothing', async () => {
    await card();
    roles.corp = ['sunyue'];
    const sunYue = await loggedIn(system, 'SunYue');
    const before = (await card(sunYue)).relation;
    await zhangWei.changeRemark(CUSTOMER, { remark: '还在路上' });

    expect(await card(sunYue)).toMatchObject({ relation: before, wecomChanges: [] });
    for (const refused of [
      await sunYue.changeRemark(CUSTOMER, { remark: '主管写的' }),
      await sunYue.changeTags(CUSTOMER, { add: [NEW] }),
      await sunYue.tagChoices(CUSTOMER),
    ])
      expect(refused).toMatchObject({ status: 403, body: { code: 'NOT_OWN_CUSTOMER' } });
    expect(await changesOf(system)).toHaveLength(1);
  });

  it('meant for one customer does not happen while another’s chat is open', async () => {
    const refused = await zhangWei.write(wecomChangePaths.remark(CUSTOMER), 'wmHuangLi', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ changeId: randomUUID(), remark: '给林小雨的' }),
    });
    expect(refused).toMatchObject({ status: 409, body: { code: 'CHAT_CHANGED' } });
    expect(await changesOf(system)).toEqual([]);
  });

  it('in one corp is none in the other, whose customer has the same id', async () => {
    const atBegonia = await loggedIn(system, 'ZhangWei', begonias);
    const before = (await card(atBegonia)).relation;
    await zhangWei.changeRemark(CUSTOMER, { remark: '云杉的' });
    await writeChanges(system);
    expect((await card(atBegonia)).relation).toEqual(before);
  });
});
