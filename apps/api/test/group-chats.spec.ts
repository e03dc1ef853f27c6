import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { groupChatSchema } from '@sidecard/contracts';
import { getCorp, getGroupChat } from '@sidecard/simulator';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import type { Roles } from '../src/config/app-config.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, type WebView } from './support/web-view.js';

const GET = '/externalcontact/groupchat/get';
const CLUB = 'wrSpruceCareClub';

let system: System;
let roles: Roles;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      roles = corps.find(({ corpId }) => corpId === sprucesSales.corpId)?.roles ?? roles;
    },
  });
});
afterAll(() => system.close());
beforeEach(async () => {
  Object.assign(roles, { corp: [], team: [] });
  system.simulator.faults.clear();
  system.clock.advance({ hours: 25 });
  zhangWei = await loggedIn(system);
});

const club = () => getGroupChat(getCorp(system.simulator.world, sprucesSales.corpId), CLUB);
const asked = () => system.simulator.calls.count(GET);
const trouble = (errcode: number) => system.simulator.faults.nextCalls(GET, { kind: 'errcode', errcode }, 10);

describe('the card of a group chat', () => {
  it('says who owns it, and whose customers are in it', async () => {
    // Of her own she is known before anybody has opened a card; of a colleague, once the app has learned of it.
    await (await loggedIn(system, 'LiNa')).groupChat(CLUB);

    const { body } = await zhangWei.groupChat(CLUB);

    expect(groupChatSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      owner: { userId: 'lina', name: '李娜' },
      notice: expect.stringContaining('【换芯季】'),
      access: 'own',
      upToDate: true,
    });
    const huangLi = body.guests.find(({ externalUserId }) => externalUserId === 'wmHuangLi');
    expect(huangLi).toMatchObject({ nickname: '3-1202 黄莉', remark: '黄姐 全屋' });
    expect(huangLi?.servedBy.map(({ name }) => name)).toEqual(expect.arrayContaining(['张伟', '李娜']));
    // Nobody's customer is named as WeCom does, and leads nowhere.
    expect(body.guests.find(({ name }) => name === '裴勇 建材城水电')).toMatchObject({
      externalUserId: null,
      servedBy: [],
    });
    expect(body.members.map(({ userId }) => userId).toSorted()).toEqual(['lina', 'zhangwei', 'zhaomin']);
  });

  it('leads to no customer whom this member may not see', async () => {
    const opened = async (webView: WebView) =>
      (await webView.groupChat(CLUB)).body.guests.map(({ externalUserId }) => externalUserId);

    // From then on the app knows whose she is.
    expect(await opened(await loggedIn(system, 'LiNa'))).toContain('wmGuoTing');
    expect(await opened(zhangWei)).not.toContain('wmGuoTing');
  });

  it('is written down as seen', async () => {
    await zhangWei.groupChat(CLUB);

    const [entry] = await system.database.manager.find(AuditEntry, {
      where: { corpId: sprucesSales.corpId, action: 'group_viewed' },
      order: { entryId: 'DESC' },
      take: 1,
    });
    expect(entry).toMatchObject({ userId: 'zhangwei', subjectId: CLUB });
  });

  it('is asked for once a minute', async () => {
    await zhangWei.groupChat(CLUB);
    const before = asked();
    await zhangWei.groupChat(CLUB);
    expect(asked()).toBe(before);

    system.clock.advance({ minutes: 1 });
    await zhangWei.groupChat(CLUB);
    expect(asked()).toBe(before + 1);
  });

  it('is what was confirmed within a day while WeCom can’t be asked, and after that nothing', async () => {
    await zhangWei.groupChat(CLUB);
    trouble(-1);
    system.clock.advance({ hours: 24 });
    zhangWei = await loggedIn(system);
    expect((await zhangWei.groupChat(CLUB)).body).toMatchObject({
      upToDate: false,
      guests: expect.anything(),
    });

    system.clock.advance({ seconds: 1 });
    expect((await zhangWei.groupChat(CLUB)).body.code).toBe('WECOM_UNAVAILABLE');
  });
});

describe('a group chat that is not this member’s', () => {
  const NOT_FOUND = { status: 404, body: { code: 'GROUP_CHAT_NOT_FOUND' } };

  it.each(['wrNobody', 'x'.repeat(65), "wr' OR 1=1", '%E7%BE%A4'])(
    'is as if there were none: %s',
    async (chatId) => {
      expect(await zhangWei.groupChat(chatId)).toMatchObject(NOT_FOUND);
    },
  );

  it('is not found, whether anybody has asked for it before or not; a supervisor sees it', async () => {
    const wangQiang = await loggedIn(system, 'WangQiang');
    expect(await wangQiang.groupChat(CLUB)).toMatchObject(NOT_FOUND);
    await zhangWei.groupChat(CLUB);
    expect(await wangQiang.groupChat(CLUB)).toMatchObject(NOT_FOUND);

    roles.corp.push('wangqiang');
    expect((await wangQiang.groupChat(CLUB)).body).toMatchObject({ access: 'corp', chatId: CLUB });
  });

  it('of another corp is not found', async () => {
    const begonia = await loggedIn(system, 'ZhangWei', begonias);
    expect(await begonia.groupChat(CLUB)).toMatchObject(NOT_FOUND);
  });

  it('has been dissolved', async () => {
    await zhangWei.groupChat(CLUB);
    club().dismissed = true;
    try {
      system.clock.advance({ minutes: 1 });
      expect(await zhangWei.groupChat(CLUB)).toMatchObject(NOT_FOUND);
    } finally {
      club().dismissed = false;
    }
  });
});
