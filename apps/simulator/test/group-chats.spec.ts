import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { getGroupChat, getMember } from '../src/world/world.js';
import { AppClient } from './app-client.js';

let simulator: Simulator;
let sales: AppClient;
let service: AppClient;
beforeEach(async () => {
  simulator = await createSimulator();
  sales = new AppClient(simulator);
  service = new AppClient(simulator, undefined, 1000003);
  const riverside = getGroupChat(sales.corp, 'wrSpruceRiverside');
  sales.corp.groupChats = [
    riverside,
    { ...riverside, chatId: 'wrLiNas', ownerUserId: 'LiNa' },
    { ...riverside, chatId: 'wrOrphan', ownerUserId: 'Gone', status: 1 },
    { ...riverside, chatId: 'wrOver', dismissed: true },
    { ...riverside, chatId: 'wrService', ownerUserId: 'ZhaoMin' },
  ];
});
afterEach(() => simulator.close());

const list = (body: object, app = sales) => app.post('/externalcontact/groupchat/list', body);
const get = (body: object, app = sales) => app.post('/externalcontact/groupchat/get', body);
const ids = async (body: object, app = sales) => {
  const { group_chat_list: chats } = await list({ limit: 1000, ...body }, app);
  return (Array.isArray(chats) ? chats : []).map(({ chat_id: chatId }: { chat_id: string }) => chatId);
};

describe('the list of group chats', () => {
  it('has those whose owner is in range and has not left', async () => {
    expect(await ids({})).toEqual(['wrSpruceRiverside', 'wrLiNas', 'wrService']);
    expect(await ids({}, service)).toEqual(['wrService']);
  });

  it('can be asked for owners, also for those who have left, and for a state', async () => {
    expect(await ids({ owner_filter: { userid_list: ['lina', 'Gone'] } })).toEqual(['wrLiNas', 'wrOrphan']);
    expect(await ids({ owner_filter: { userid_list: ['Gone'] }, status_filter: 1 })).toEqual(['wrOrphan']);
    expect(await ids({ status_filter: 2 })).toEqual([]);
    expect(await list({ limit: 9, owner_filter: { userid_list: ['LiNa'] } }, service)).toMatchObject({
      errcode: 60011,
      group_chat_list: [],
    });
  });

  it('comes in pages, and needs to be told how long they may be', async () => {
    const first = await list({ limit: 2 });
    expect(first).toMatchObject({
      group_chat_list: [{ chat_id: 'wrSpruceRiverside', status: 0 }, { chat_id: 'wrLiNas' }],
    });
    expect(await list({ limit: 2, cursor: first['next_cursor'] })).toMatchObject({
      group_chat_list: [{ chat_id: 'wrService' }],
      next_cursor: '',
    });
    expect(await list({ limit: 2, cursor: 'garbage' })).toMatchObject({ errcode: 50100 });
    for (const body of [{}, { limit: 0 }, { limit: 1001 }])
      expect(await list(body)).toMatchObject({ errcode: 40058, group_chat_list: [] });
  });

  it('misses nothing when a chat of an earlier page is dismissed on the way', async () => {
    const { next_cursor: cursor } = await list({ limit: 1 });
    getGroupChat(sales.corp, 'wrSpruceRiverside').dismissed = true;
    expect(await ids({ cursor })).toEqual(['wrLiNas', 'wrService']);
  });

  it('of more than a thousand members is 81017, unless owners are named', async () => {
    const member = getMember(sales.corp, 'LiNa');
    const more = Array.from({ length: 1_000 }, (_, number) => ({ ...member, userId: `Staff${number}` }));
    sales.corp.members.push(...more);
    expect(await list({ limit: 9 })).toMatchObject({ errcode: 81017, group_chat_list: [] });
    expect(await list({ limit: 9, owner_filter: { userid_list: ['LiNa'] } })).toMatchObject({ errcode: 0 });
  });
});

describe('one group chat', () => {
  it('has its members, and their names for who asks', async () => {
    const answer = await get({ chat_id: 'wrSpruceRiverside' });
    expect(answer).toMatchObject({
      errcode: 0,
      group_chat: {
        chat_id: 'wrSpruceRiverside',
        name: '滨江花园净水团购群',
        owner: 'ZhangWei',
        notice: expect.stringContaining('团购价'),
        member_list: expect.arrayContaining([
          expect.objectContaining({ userid: 'ZhaoMin', type: 1, join_scene: 1 }),
          expect.objectContaining({ userid: 'wmLinXiaoyu', type: 2, invitor: { userid: 'ZhangWei' } }),
        ]),
        admin_list: [],
        member_version: expect.stringMatching(/^[0-9a-f]{32}$/),
      },
    });
    expect(JSON.stringify(answer)).not.toContain('林小雨');
    const named = JSON.stringify(await get({ chat_id: 'wrSpruceRiverside', need_name: 1 }));
    expect(named).toContain('"name":"林小雨"');
    expect(named).toContain('"name":"赵敏"');
  });

  it.each([
    [40050, { chat_id: 'wrNobody' }],
    [49008, { chat_id: 'wrOver' }],
    [40058, {}],
  ])('is %i for %j', async (errcode, body) => {
    expect(await get(body)).toMatchObject({ errcode });
  });

  it('of an owner out of range is refused', async () => {
    expect(await get({ chat_id: 'wrLiNas' }, service)).toMatchObject({ errcode: 60011 });
  });
});
