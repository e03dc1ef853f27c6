import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, followUpSchema, NOTE_LENGTH } from '@sidecard/contracts';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { FollowUp } from '../src/crm/follow-ups/follow-up.entity.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, type WebView } from './support/web-view.js';

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
