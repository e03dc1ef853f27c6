import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths, followUpSchema, NOTE_LENGTH } from '@sidecard/contracts';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { FollowUp } from '../src/crm/follow-ups/follow-up.entity.js';
import { LiveChanges } from '../src/live/index.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
  liNa = await loggedIn(system, 'LiNa', zhangWei.app, zhangWei.jar);
});
afterAll(() => system.close());

const stored = (followUpId: string) => system.database.manager.findBy(FollowUp, { followUpId });

describe('a follow-up', () => {
  it('is kept under the name of the member whose web view it came from, and is the card’s latest', async () => {
    const { status, body } = await liNa.addFollowUp('wmHuangLi', '  到店看了软水机 🚰\n周日再来  ');

    expect(status).toBe(201);
    expect(followUpSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      note: '到店看了软水机 🚰\n周日再来',
      author: { userId: 'lina', name: '李娜' },
      createdAt: new Date(system.clock.now()).toISOString(),
    });
    expect((await zhangWei.card('wmHuangLi')).body.followUps[0]).toEqual(body);
  });

  it('sent twice is one, however many times and at the same moment', async () => {
    const followUpId = randomUUID();

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => zhangWei.addFollowUp('wmHuangLi', '只有一条', { followUpId })),
    );

    for (const { status, body } of answers) {
      expect(status).toBe(201);
      expect(body).toEqual(answers[0]?.body);
    }
    expect(await stored(followUpId)).toHaveLength(1);
    expect(await system.database.manager.countBy(AuditEntry, { subjectId: followUpId })).toBe(1);
  });

  it('sent again with another note is refused: neither note is lost without a word', async () => {
    const followUpId = randomUUID();
    await zhangWei.addFollowUp('wmHuangLi', '周六来', { followUpId });

    const edited = await zhangWei.addFollowUp('wmHuangLi', '周日来', { followUpId });

    expect(edited).toMatchObject({
      status: 400,
      body: { code: 'INVALID_REQUEST', details: { fields: ['followUpId'] } },
    });
    expect(await stored(followUpId)).toMatchObject([{ note: '周六来' }]);
    const again = await zhangWei.addFollowUp('wmHuangLi', ' 周六来\n', { followUpId });
    expect(again).toMatchObject({ status: 201, body: { note: '周六来' } });
  });

  it('of one customer is not taken for another’s under the same id', async () => {
    const followUpId = randomUUID();
    await zhangWei.addFollowUp('wmHuangLi', '一样的话', { followUpId });

    const other = await zhangWei.addFollowUp('wmLinXiaoyu', '一样的话', { followUpId });

    expect(other).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await stored(followUpId)).toMatchObject([{ externalUserId: 'wmHuangLi' }]);
  });

  it('of one member is not overwritten by another who sends the same id, nor shown to them', async () => {
    const followUpId = randomUUID();
    await zhangWei.addFollowUp('wmHuangLi', '张伟写的', { followUpId });

    const hers = await liNa.addFollowUp('wmHuangLi', '李娜写的', { followUpId });

    expect(hers).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(JSON.stringify(hers.body)).not.toContain('张伟写的');
    expect(await stored(followUpId)).toMatchObject([{ note: '张伟写的', authorUserId: 'zhangwei' }]);
  });

  it('meant for one customer does not happen while another’s chat is open', async () => {
    const followUpId = randomUUID();

    const refused = await zhangWei.addFollowUp('wmLinXiaoyu', '给林小雨的', {
      followUpId,
      openChat: 'wmHuangLi',
    });

    expect(refused).toMatchObject({ status: 409, body: { code: 'CHAT_CHANGED' } });
    expect(await stored(followUpId)).toEqual([]);
  });

  it.each([
    ['nothing but spaces', { followUpId: randomUUID(), note: ' \n ' }],
    ['too long', { followUpId: randomUUID(), note: 'x'.repeat(NOTE_LENGTH + 1) }],
    ['without a note', { followUpId: randomUUID() }],
    ['of a number', { followUpId: randomUUID(), note: 13 }],
    ['without an id', { note: '好' }],
    ['of an id that is none', { followUpId: "x' OR 1", note: '好' }],
    ['that is a list', []],
    ['whose next date is no day', { followUpId: randomUUID(), note: '好', nextContactOn: '2026-02-30' }],
    [
      'whose next date is a moment',
      { followUpId: randomUUID(), note: '好', nextContactOn: '2026-02-03T00:00:00Z' },
    ],
    [
      'with a stage that the corp does not have',
      { followUpId: randomUUID(), note: '好', stage: 'nobody-knows' },
    ],
  ])('%s is refused and nothing is kept', async (_what, body) => {
    const before = await system.database.manager.count(FollowUp);

    const refused = await zhangWei.write(apiPaths.followUps('wmHuangLi'), 'wmHuangLi', {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await system.database.manager.count(FollowUp)).toBe(before);
  });
});

describe('a follow-up with a next date and a stage', () => {
  it('says all three, and the card with it: what is next, and how far the customer has come', async () => {
    const said = { nextContactOn: '2030-03-01', stage: 'proposal' };
    const { body } = await zhangWei.addFollowUp('wmXuJing', '方案发过去了', said);

    expect(body).toMatchObject({ note: '方案发过去了', ...said, editedAt: null });
    const card = (await zhangWei.card('wmXuJing')).body;
    expect(card.followUps[0]).toEqual(body);
    expect(card.contact).toMatchObject({ nextOn: '2030-03-01', quietForDays: null });
    expect(card.stage.current).toBe('proposal');
    expect(await actionsOf('wmXuJing')).toEqual(['follow_up_added', 'stage_changed']);
  });

  it('leaves the stage alone that was not said, and is not a change of the one there is', async () => {
    await zhangWei.setStage('wmLongName', 'won');
    await zhangWei.addFollowUp('wmLongName', '没说阶段');
    await zhangWei.addFollowUp('wmLongName', '还是这个阶段', { stage: 'won' });

    expect((await zhangWei.card('wmLongName')).body.stage.current).toBe('won');
    expect(await actionsOf('wmLongName')).toEqual(['stage_changed', 'follow_up_added', 'follow_up_added']);
  });

  it('sent again with another date or stage is refused', async () => {
    const followUpId = randomUUID();
    const said = { followUpId, nextContactOn: '2030-03-01', stage: 'won' };
    await zhangWei.addFollowUp('wmHuangLi', '一样的话', said);

    for (const other of [{ nextContactOn: '2030-03-02' }, { nextContactOn: null }, { stage: 'lost' }])
      expect(await zhangWei.addFollowUp('wmHuangLi', '一样的话', { ...said, ...other })).toMatchObject({
        status: 400,
        body: { details: { fields: ['followUpId'] } },
      });
    expect((await zhangWei.addFollowUp('wmHuangLi', '一样的话', said)).status).toBe(201);
    expect((await zhangWei.card('wmHuangLi')).body.stage.current).toBe('won');
  });

  it('is the next step of its author alone, until they say something else', async () => {
    const nextOf = async (webView: WebView) => (await webView.card('wmHuangLi')).body.contact.nextOn;
    system.clock.advance({ seconds: 1 });
    await zhangWei.addFollowUp('wmHuangLi', '张伟下周联系', { nextContactOn: '2030-04-01' });
    system.clock.advance({ seconds: 1 });
    await liNa.addFollowUp('wmHuangLi', '李娜没有约');

    expect(await nextOf(zhangWei)).toBe('2030-04-01');
    expect(await nextOf(liNa)).toBeNull();
    // Beyond those that the card shows.
    for (const note of ['李娜又来过', '还有一次']) {
      system.clock.advance({ seconds: 1 });
      await liNa.addFollowUp('wmHuangLi', note);
    }
    expect(await nextOf(zhangWei)).toBe('2030-04-01');
    system.clock.advance({ seconds: 1 });
    await zhangWei.addFollowUp('wmHuangLi', '联系过了');
    expect(await nextOf(zhangWei)).toBeNull();
  });
});

describe('a customer whom nobody follows up', () => {
  it('is said to be left alone after as many days as the corp says, unless a next step is agreed', async () => {
    const contact = async () => (await zhangWei.card('wmScriptName')).body.contact;
    await zhangWei.addFollowUp('wmScriptName', '聊过团购');
    await laterBy({ days: 29 });
    expect(await contact()).toMatchObject({ quietForDays: null });
    await laterBy({ days: 1 });
    expect(await contact()).toMatchObject({ quietForDays: 30 });

    await zhangWei.addFollowUp('wmScriptName', '下个月再说', { nextContactOn: '2030-01-01' });
    await laterBy({ days: 40 });
    expect(await contact()).toMatchObject({ quietForDays: null });
  });

  it('is told what day it is where the corp is, not where the server is', async () => {
    const contact = async () => (await zhangWei.card('wmXuJing')).body.contact;
    const toUtc = (hours: number) => {
      const day = 86_400_000;
      const now = system.clock.now();
      return { seconds: (day - (now % day) + hours * 3_600_000) / 1000 };
    };
    await laterBy(toUtc(15.99));
    const before = (await contact()).today;
    expect(before).toBe(new Date(system.clock.now()).toISOString().slice(0, 10));
    system.clock.advance({ minutes: 2 });
    // Midnight in Shanghai is 16:00 in UTC.
    expect(Date.parse((await contact()).today) - Date.parse(before)).toBe(86_400_000);
  });
});

describe('one’s own follow-up', () => {
  const CUSTOMER = 'wmLinXiaoyu';
  let followUpId: string;
  beforeEach(async () => {
    followUpId = randomUUID();
    system.clock.advance({ seconds: 1 });
    await zhangWei.addFollowUp(CUSTOMER, '周六来', { followUpId, nextContactOn: '2030-03-02', stage: 'new' });
  });
  const changesOf = async (id: string) =>
    (await system.database.manager.findBy(AuditEntry, { subjectId: id })).map(({ action }) => action);

  it('is edited: it says when, and is written down and announced once', async () => {
    const heard: string[] = [];
    const live = system.app.get(LiveChanges, { strict: false });
    const stop = live.follow(sprucesSales.corpId, CUSTOMER, () => heard.push('changed'));
    system.clock.advance({ minutes: 1 });
    const edited = { note: ' 周日来 ', nextContactOn: '2030-03-03' };

    const answer = await zhangWei.editFollowUp(CUSTOMER, followUpId, edited);
    await zhangWei.editFollowUp(CUSTOMER, followUpId, edited);
    stop();

    expect(answer).toMatchObject({ status: 200, body: { followUpId, note: '周日来', stage: 'new' } });
    expect(answer.body.editedAt).toBe(new Date(system.clock.now()).toISOString());
    expect((await zhangWei.card(CUSTOMER)).body).toMatchObject({
      followUps: [answer.body],
      contact: { nextOn: '2030-03-03' },
    });
    expect(await changesOf(followUpId)).toEqual(['follow_up_added', 'follow_up_edited']);
    expect(heard).toContain('changed');
  });

  it('is deleted: its words are nowhere any more, and its id is never taken again', async () => {
    await zhangWei.editFollowUp(CUSTOMER, followUpId, { note: '删掉的话' });

    expect((await zhangWei.deleteFollowUp(CUSTOMER, followUpId)).status).toBe(204);
    expect((await zhangWei.deleteFollowUp(CUSTOMER, followUpId)).status).toBe(204);

    const seen = [await zhangWei.card(CUSTOMER), await zhangWei.timeline(CUSTOMER), await zhangWei.myDay()];
    expect(JSON.stringify(seen.map(({ body }) => body))).not.toContain(followUpId);
    const rows = await stored(followUpId);
    expect(rows).toMatchObject([{ note: '', nextContactOn: null, stage: null }]);
    expect(await changesOf(followUpId)).toEqual(['follow_up_added', 'follow_up_edited', 'follow_up_deleted']);
    // One that was sent before and comes late was saved, and does not bring it back.
    expect((await zhangWei.addFollowUp(CUSTOMER, '周六来', { followUpId })).body.note).toBe('');
    expect(JSON.stringify((await zhangWei.card(CUSTOMER)).body)).not.toContain('周六来');
    expect((await zhangWei.editFollowUp(CUSTOMER, followUpId, { note: '回来' })).body.code).toBe(
      'FOLLOW_UP_NOT_FOUND',
    );
    expect(await stored(followUpId)).toEqual(rows);
  });

  it.each([
    ['by a colleague who serves the customer too', 'wmHuangLi', () => liNa],
    ['as another customer’s', 'wmXuJing', () => zhangWei],
  ])('is neither edited nor deleted %s', async (_what, customer, webView) => {
    const id = randomUUID();
    await zhangWei.addFollowUp('wmHuangLi', '张伟的话', { followUpId: id });

    for (const refused of [
      await webView().editFollowUp(customer, id, { note: '别人的话' }),
      await webView().deleteFollowUp(customer, id),
      await webView().deleteFollowUp(customer, 'no-such-id'),
    ])
      expect(refused).toMatchObject({ status: 404, body: { code: 'FOLLOW_UP_NOT_FOUND' } });
    expect(await stored(id)).toMatchObject([{ note: '张伟的话', editedAt: null, deletedAt: null }]);
    expect(await changesOf(id)).toEqual(['follow_up_added']);
  });

  it.each([
    ['nothing', {}],
    ['nothing but spaces', { note: ' ' }],
    ['too much', { note: 'x'.repeat(NOTE_LENGTH + 1) }],
    ['a date that is none', { note: '好', nextContactOn: '明天' }],
  ])('is not edited to say %s', async (_what, edited) => {
    const before = await stored(followUpId);
    const refused = await zhangWei.write(apiPaths.followUp(CUSTOMER, followUpId), CUSTOMER, {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(edited),
    });

    expect(refused).toMatchObject({ status: 400, body: { code: 'INVALID_REQUEST' } });
    expect(await stored(followUpId)).toEqual(before);
  });
});

/** Sessions and what WeCom has confirmed are old by then. */
async function laterBy(time: { days?: number; seconds?: number }): Promise<void> {
  system.clock.advance({ hours: (time.days ?? 0) * 24, seconds: time.seconds ?? 0 });
  zhangWei = await loggedIn(system);
  liNa = await loggedIn(system, 'LiNa', zhangWei.app, zhangWei.jar);
}

async function actionsOf(externalUserId: string) {
  const entries = await system.database.manager.find(AuditEntry, {
    where: { externalUserId },
    order: { entryId: 'ASC' },
  });
  return entries.map(({ action }) => action).filter((action) => action !== 'card_viewed');
}
