import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getApp, getCorp, getGroupChat, type Corp } from '../src/world/world.js';
import { AppClient } from './app-client.js';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';

const chatId = 'wrSpruceRiverside';
let here: CalledBack;
let corp: Corp;
beforeEach(async () => {
  here = await startCalledBack();
  corp = getCorp(here.simulator.world, corpId);
});
afterEach(() => here.close());

const chatEvent = (fields: object, id = chatId) => ({
  ToUserName: corpId,
  FromUserName: 'sys',
  CreateTime: '1800000000',
  MsgType: 'event',
  Event: 'change_external_chat',
  ChatId: id,
  ...fields,
});

describe('a group chat', () => {
  it('begins, for the apps that see its owner', async () => {
    const id = await here.happens({
      kind: 'groupChatBegins',
      corpId,
      ownerUserId: 'zhaomin',
      name: '售后群',
      ids: ['WangQiang', 'wmCaoRui'],
    });
    for (const receiver of [here.sales, here.service])
      expect(receiver.events()).toEqual([chatEvent({ ChangeType: 'create' }, id)]);
    const sales = new AppClient(here.simulator);
    expect(await sales.post('/externalcontact/groupchat/get', { chat_id: id })).toMatchObject({
      group_chat: {
        owner: 'ZhaoMin',
        create_time: 1_800_000_000,
        member_list: [
          { userid: 'ZhaoMin', type: 1, join_time: 1_800_000_000 },
          { userid: 'WangQiang', type: 1, invitor: { userid: 'ZhaoMin' } },
          { userid: 'wmCaoRui', type: 2, invitor: { userid: 'ZhaoMin' } },
        ],
      },
    });
  });

  it.each([
    [1, '0'],
    [2, '0'],
    [3, '3'],
  ] as const)('lets people in who come by scene %i, called back as %s', async (joinScene, JoinScene) => {
    const before = getGroupChat(corp, chatId).memberVersion;
    here.clock.advanceSeconds(60);
    await here.happens({
      kind: 'peopleJoinGroupChat',
      corpId,
      chatId,
      ids: ['lina', 'wmZhouMing'],
      joinScene,
    });
    const chat = getGroupChat(corp, chatId);
    expect(here.sales.events()).toEqual([
      chatEvent({
        CreateTime: '1800000060',
        ChangeType: 'update',
        UpdateDetail: 'add_member',
        JoinScene,
        MemChangeCnt: '2',
        MemChangeList: expect.stringMatching(/^LiNa\s+wmZhouMing$/),
        LastMemVer: before,
        CurMemVer: chat.memberVersion,
      }),
    ]);
    expect(chat.memberVersion).not.toBe(before);
    expect(chat.members.at(-1)).toMatchObject({ id: 'wmZhouMing', joinScene, joinedAt: 1_800_000_060 });
    expect(here.service.requests).toEqual([]);
  });

  it.each([0, 1] as const)('sees people off (QuitScene %i), but not its owner', async (quitScene) => {
    const before = getGroupChat(corp, chatId).memberVersion;
    await here.happens({ kind: 'peopleLeaveGroupChat', corpId, chatId, ids: ['wmXuJing'], quitScene });
    expect(here.sales.events()).toMatchObject([
      {
        UpdateDetail: 'del_member',
        QuitScene: String(quitScene),
        MemChangeCnt: '1',
        MemChangeList: 'wmXuJing',
        LastMemVer: before,
        CurMemVer: getGroupChat(corp, chatId).memberVersion,
      },
    ]);
    for (const id of ['ZhangWei', 'wmXuJing'])
      expect(() =>
        here.simulator.happen({ kind: 'peopleLeaveGroupChat', corpId, chatId, ids: [id] }),
      ).toThrow('or is not in it');
  });

  it('changes its name, its notice and its owner, each with an event', async () => {
    const change = { kind: 'groupChatChanges', corpId, chatId } as const;
    await here.happens({ ...change, name: '滨江花园二期', notice: '改为周日' });
    await here.happens({ ...change, ownerUserId: 'ZhaoMin' });
    expect(here.sales.events()).toEqual([
      chatEvent({ ChangeType: 'update', UpdateDetail: 'change_name' }),
      chatEvent({ ChangeType: 'update', UpdateDetail: 'change_notice' }),
      chatEvent({ ChangeType: 'update', UpdateDetail: 'change_owner' }),
    ]);
    // The new owner is one whom the other app sees.
    expect(here.service.events()).toEqual([
      chatEvent({ ChangeType: 'update', UpdateDetail: 'change_owner' }),
    ]);
    expect(getGroupChat(corp, chatId)).toMatchObject({ name: '滨江花园二期', notice: '改为周日' });
  });

  it('ends', async () => {
    await here.happens({ kind: 'groupChatEnds', corpId, chatId });
    expect(here.sales.events()).toEqual([chatEvent({ ChangeType: 'dismiss' })]);
    const sales = new AppClient(here.simulator);
    expect(await sales.post('/externalcontact/groupchat/get', { chat_id: chatId })).toMatchObject({
      errcode: 49008,
    });
    expect(() => here.simulator.happen({ kind: 'groupChatEnds', corpId, chatId })).toThrow('dismissed');
  });
});

describe('an app', () => {
  const appEvent = (event: string, userId: string) => ({
    ToUserName: corpId,
    FromUserName: userId,
    CreateTime: '1800000000',
    MsgType: 'event',
    Event: event,
    AgentID: '1000003',
  });

  it('learns who comes into its visible range and who leaves it, and no other app does', async () => {
    await here.happens({ kind: 'memberEntersApp', corpId, agentId: 1000003, userId: 'lina' });
    await here.happens({ kind: 'memberLeavesApp', corpId, agentId: 1000003, userId: 'ZhaoMin' });
    expect(here.service.events()).toEqual([
      appEvent('subscribe', 'LiNa'),
      appEvent('unsubscribe', 'ZhaoMin'),
    ]);
    expect(here.service.requests[0]?.body).toContain('<AgentID><![CDATA[1000003]]></AgentID>');
    expect(here.service.messages()[0]).toContain('<AgentID>1000003</AgentID>');
    expect(here.sales.requests).toEqual([]);

    const service = new AppClient(here.simulator, corpId, 1000003);
    expect(await service.get('/user/get', { userid: 'ZhaoMin' })).toMatchObject({ errcode: 60011 });
    expect(await service.get('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 0 });
  });

  it('for everyone is for everyone else when one has left', async () => {
    await here.happens({ kind: 'memberLeavesApp', corpId, agentId: 1000002, userId: 'SunYue' });
    expect(getApp(corp, 1000002).visibleTo).toEqual(['ZhangWei', 'LiNa', 'WangQiang', 'ZhaoMin']);
    expect(() =>
      here.simulator.happen({ kind: 'memberLeavesApp', corpId, agentId: 1000002, userId: 'SunYue' }),
    ).toThrow('already');
  });

  it('is told of things that it does not know', async () => {
    await here.happens({
      kind: 'somethingNew',
      corpId,
      event: 'change_weather',
      fields: { City: '杭州', Wind: 7 },
    });
    for (const receiver of [here.sales, here.service]) {
      expect(receiver.events()).toMatchObject([{ Event: 'change_weather', City: '杭州', Wind: '7' }]);
      expect(receiver.messages()[0]).toContain('<Wind>7</Wind>');
    }
  });
});
