import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { getCorp, getCustomer, getGroupChat, getRelation } from '../src/world/world.js';
import { worldFacts } from '../src/world/world-facts.js';
import { AppClient } from './app-client.js';
import { ManualClock } from './manual-clock.js';

const corpId = 'wwspruce0a1b2c3d4e';
let simulator: Simulator;
let sales: AppClient;
let service: AppClient;
beforeEach(async () => {
  simulator = await createSimulator({ clock: new ManualClock() });
  sales = new AppClient(simulator);
  service = new AppClient(simulator, corpId, 1000003);
});
afterEach(() => simulator.close());

const factsOf = ({ corp, app }: AppClient) => worldFacts(corp, app);

interface Pair {
  external_contact: { external_userid: string; name: string };
  follow_info: { userid: string; remark: string; tag_id: string[] };
}

/** Everything there is, as a sync would fetch it. */
async function fetched(userIds: string[]): Promise<Pair[]> {
  const pairs: Pair[] = [];
  let cursor: unknown = '';
  do {
    const body = { userid_list: userIds, cursor, limit: 100 };
    const page = await sales.post('/externalcontact/batch/get_by_user', body);
    expect(page).toMatchObject({ errcode: 0 });
    const list: Pair[] = Object(page['external_contact_list']);
    pairs.push(...list);
    cursor = page['next_cursor'];
  } while (cursor);
  return pairs;
}

describe('a grown world', () => {
  const growth = { members: 20, customers: 1_500, seed: 7 };

  it('is the same again for the same seed, and another for another', async () => {
    simulator.growWorld(sales.corp, growth);
    const [twin, stranger] = await Promise.all([
      createSimulator({ clock: new ManualClock() }),
      createSimulator({ clock: new ManualClock() }),
    ]);
    twin.growWorld(getCorp(twin.world, corpId), growth);
    stranger.growWorld(getCorp(stranger.world, corpId), { ...growth, seed: 8 });

    const [same, other] = [twin, stranger].map((one) => factsOf(new AppClient(one)));
    expect(same).toEqual(factsOf(sales));
    expect(other).not.toEqual(same);
    await Promise.all([twin.close(), stranger.close()]);
  });

  it('looks like a company', () => {
    simulator.growWorld(sales.corp, growth);
    const { customers, groupChats } = factsOf(sales);
    expect(sales.corp.members).toHaveLength(25);
    expect(sales.corp.customers.size).toBe(1_520);
    expect(groupChats).toHaveLength(21);
    const grown = customers.filter(({ externalUserId }) => externalUserId.length === 32);
    const share = (is: (customer: (typeof grown)[number]) => boolean) =>
      Math.round((100 * grown.filter(is).length) / grown.length);
    expect(share(({ followers }) => followers.length > 1)).toBeGreaterThan(5);
    expect(share(({ followers }) => followers.length > 2)).toBeGreaterThan(1);
    expect(share(({ type }) => type === 2)).toBeGreaterThan(3);
    expect(share(({ followers }) => followers.some(({ tagIds }) => tagIds.length > 0))).toBeGreaterThan(50);
    expect(share(({ followers }) => followers.some(({ deletedBy }) => deletedBy))).toBeGreaterThan(0);
    expect(grown.every(({ name }) => /^[\u4e00-\u9fff]{2,4}$/.test(name))).toBe(true);
    expect(grown.every(({ followers }) => followers.every(({ remark }) => remark.length <= 20))).toBe(true);
  });

  it('is told page by page, each pair once', async () => {
    simulator.growWorld(sales.corp, growth);
    const told = (await fetched(sales.corp.members.slice(0, 4).map(({ userId }) => userId))).concat(
      await fetched(sales.corp.members.slice(5).map(({ userId }) => userId)),
    );
    const expected = factsOf(sales).customers.flatMap(({ externalUserId, name, followers }) =>
      followers.map(({ userId, remark, tagIds }) => ({ externalUserId, name, userId, remark, tagIds })),
    );
    const key = ({ externalUserId, userId }: { externalUserId: string; userId: string }) =>
      `${externalUserId} ${userId}`;
    const found = new Map(
      told.map(({ external_contact: contact, follow_info: info }) => {
        const pair = { externalUserId: contact.external_userid, userId: info.userid };
        return [
          key(pair),
          { ...pair, name: contact.name, remark: info.remark, tagIds: new Set(info.tag_id) },
        ];
      }),
    );
    expect(told).toHaveLength(expected.length);
    expect(found).toEqual(
      new Map(expected.map((pair) => [key(pair), { ...pair, tagIds: new Set(pair.tagIds) }])),
    );
  });

  it('can’t be grown twice from the same seed', () => {
    simulator.growWorld(sales.corp, { members: 1, customers: 1, seed: 3 });
    expect(() => simulator.growWorld(sales.corp, { members: 1, customers: 1, seed: 3 })).toThrow('already');
  });

  it('grows over HTTP too', async () => {
    const grow = async (body: object) =>
      (
        await fetch(`${simulator.url}/control/growth`, {
          method: 'POST',
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        })
      ).json();
    expect(await grow({ corpId, members: 2, customers: 100, groupChats: 1, seed: 1 })).toEqual({
      members: 7,
      customers: 120,
      groupChats: 3,
    });
    expect(await grow({ corpId, members: 0, customers: 1, seed: 1 })).toMatchObject([{ path: ['members'] }]);
  });
});

describe('what an app may be told', () => {
  it('is what its visible range leaves of the world', () => {
    const wide = factsOf(sales);
    const narrow = factsOf(service);
    expect(wide.customers).toHaveLength(19);
    expect(narrow.customers.map(({ externalUserId }) => externalUserId)).toEqual([
      'wmCaoRui',
      'wmDengBo',
      'wmFengXue',
      'wmLiuYang',
      'wmNewAddWay',
      'wmSongJia',
      'woChenYu',
      'woTangWei',
    ]);
    expect(narrow.customers[0]?.followers).toMatchObject([{ userId: 'ZhaoMin', remark: '曹睿 年保' }]);
    expect(wide.groupChats.map(({ chatId }) => chatId)).toEqual(['wrSpruceCareClub', 'wrSpruceRiverside']);
    expect(narrow.groupChats).toEqual([]);
    expect(narrow.tagGroups).toEqual(wide.tagGroups);
    expect(wide.tagGroups[0]).toMatchObject({ groupId: 'etSpruceInterest', name: '意向产品' });
  });

  it('leaves out what has ended, and says who has gone one-sidedly', () => {
    const { corp } = sales;
    for (const happening of [
      { kind: 'memberDeletesCustomer', corpId, userId: 'ZhangWei', externalUserId: 'wmZhouMing' },
      { kind: 'customerDeletesMember', corpId, userId: 'ZhangWei', externalUserId: 'wmLinXiaoyu' },
      { kind: 'adminDeletesTag', corpId, id: 'etSpruceStage' },
      { kind: 'groupChatEnds', corpId, chatId: 'wrSpruceRiverside' },
    ] as const)
      simulator.happen(happening);

    const { customers, tagGroups, groupChats } = factsOf(sales);
    expect(customers.some(({ externalUserId }) => externalUserId === 'wmZhouMing')).toBe(false);
    expect(customers.find(({ externalUserId }) => externalUserId === 'wmLinXiaoyu')).toMatchObject({
      followers: [{ deletedBy: 'customer', tagIds: expect.not.arrayContaining(['etSpruceStageTalk']) }],
    });
    expect(tagGroups.map(({ groupId }) => groupId)).toEqual(['etSpruceInterest', 'etSpruceSource']);
    expect(groupChats.map(({ chatId }) => chatId)).toEqual(['wrSpruceCareClub']);
    expect(getCustomer(corp, 'wmZhouMing').name).toBe('周明');
  });

  it('is a copy, and nothing for an app that may not call customer APIs', async () => {
    const before = factsOf(sales);
    getRelation(sales.corp, 'wmLinXiaoyu', 'ZhangWei').tagIds.length = 0;
    getGroupChat(sales.corp, 'wrSpruceRiverside').members.length = 0;
    expect(before.groupChats.at(-1)?.members).toHaveLength(5);
    expect(factsOf(sales)).not.toEqual(before);

    const overHttp = await fetch(`${simulator.url}/control/facts/${corpId}/1000002`);
    expect(await overHttp.json()).toEqual(factsOf(sales));
    sales.app.mayCallCustomerApis = false;
    expect(factsOf(sales)).toEqual({ customers: [], tagGroups: [], groupChats: [] });
  });
});
