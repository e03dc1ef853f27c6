import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { getApp, getCorp, type App, type Corp } from '../src/world/world.js';
import { ManualClock } from './manual-clock.js';

const clock = new ManualClock();
let simulator: Simulator;
let spruce: Corp;
let sales: App;
let token: string;

beforeAll(async () => {
  simulator = await createSimulator({ clock, seed: 7 });
  spruce = getCorp(simulator.world, 'wwspruce0a1b2c3d4e');
  sales = getApp(spruce, 1000002);
});
afterAll(() => simulator.close());
beforeEach(async () => {
  simulator.faults.clear();
  token = String((await gettoken(sales.secret)).access_token);
});

interface Body {
  errcode: number;
  access_token?: string;
  ticket?: string;
  external_contact?: object;
  external_userid?: string[];
  follow_user?: { userid: string }[];
  external_contact_list?: { external_contact: { external_userid: string }; follow_info: object }[];
  next_cursor?: string;
  tag_group?: object[];
}

async function call(path: string, query: Record<string, string> = {}, body?: object): Promise<Body> {
  const url = `${simulator.url}/cgi-bin${path}?${new URLSearchParams(query).toString()}`;
  const init = body
    ? { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
    : {};
  const response = await fetch(url, init);
  expect(response.status).toBe(200);
  return JSON.parse(await response.text());
}
const withToken = (path: string, query: Record<string, string> = {}, body?: object) =>
  call(path, { access_token: token, ...query }, body);
const gettoken = (corpsecret: string, corpid = spruce.corpId) => call('/gettoken', { corpid, corpsecret });

it('says the time of its own clock with every answer', async () => {
  clock.advanceSeconds(3_600);
  const { headers } = await fetch(`${simulator.url}/cgi-bin/gettoken`);
  expect(headers.get('date')).toBe(new Date(clock.now()).toUTCString());
});

describe('gettoken', () => {
  it('gives the same token again while it is valid, and a new one afterwards', async () => {
    const first = await gettoken(sales.secret);
    expect(first).toMatchObject({ errcode: 0, errmsg: 'ok', access_token: expect.any(String) });
    expect((await gettoken(sales.secret)).access_token).toBe(first.access_token);

    clock.advanceSeconds(7200);
    expect((await gettoken(sales.secret)).access_token).not.toBe(first.access_token);
  });

  it('reports the missing secret before anything else', async () => {
    expect(await call('/gettoken')).toMatchObject({ errcode: 41004 });
    expect(await call('/gettoken', { corpsecret: sales.secret })).toMatchObject({ errcode: 41002 });
    expect(await gettoken(sales.secret, 'wwnobody')).toMatchObject({ errcode: 40013 });
    expect(await gettoken('wrong')).toMatchObject({ errcode: 40001 });
    expect(await gettoken(sales.secret, 'wwbegonia5f6a7b8c9d')).toMatchObject({ errcode: 40091 });
  });

  it.each([
    [{ seconds: 60 }, { expires_in: 60 }],
    [{ seconds: 1_500, said: '1500' }, { expires_in: '1500' }],
    [{ seconds: 5, said: 0 }, { expires_in: 0 }],
  ])('can be told to lend for %j', async (lifetime, said) => {
    simulator.faults.killToken(spruce.corpId, sales.agentId, 42001);
    simulator.faults.tokenLifetime(lifetime);
    const { access_token: shortLived = '', ...answer } = await gettoken(sales.secret);
    expect(answer).toMatchObject(said);

    clock.advanceSeconds(lifetime.seconds);
    expect(await call('/user/get', { access_token: shortLived, userid: 'LiNa' })).toMatchObject({
      errcode: 42001,
    });
  });

  it('can be told to leave the lifetime out', async () => {
    simulator.faults.tokenLifetime({ seconds: 7_200, said: null });
    expect(await gettoken(sales.secret)).not.toHaveProperty('expires_in');
  });

  it('has nothing for an app that is switched off', async () => {
    sales.enabled = false;
    expect(await gettoken(sales.secret)).toMatchObject({ errcode: 50003 });
    sales.enabled = true;
  });
});

describe('the token', () => {
  it('counts in the query string only', async () => {
    const url = `${simulator.url}/cgi-bin/user/get?userid=LiNa`;
    const inHeader = await fetch(url, { headers: { authorization: `Bearer ${token}`, access_token: token } });
    expect(await inHeader.json()).toMatchObject({ errcode: 41001 });
    expect(await call('/user/get', { userid: 'LiNa' }, { access_token: token })).toMatchObject({
      errcode: 41001,
    });
  });

  it('is looked at before the parameters, and the list fields come empty', async () => {
    expect(await call('/externalcontact/get', { access_token: 'garbage' })).toEqual({
      errcode: 40014,
      errmsg: 'invalid access_token',
      follow_user: [],
    });
    expect(await withToken('/externalcontact/get')).toMatchObject({ errcode: 41035, follow_user: [] });
  });

  it.each([40014, 42001] as const)('can be killed before its time with %i', async (errcode) => {
    simulator.faults.killToken(spruce.corpId, sales.agentId, errcode);

    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode, department: [] });
    expect((await gettoken(sales.secret)).access_token).not.toBe(token);
  });

  it('is of no use once its app is switched off', async () => {
    sales.enabled = false;
    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 50003 });
    sales.enabled = true;
  });

  it('runs out', async () => {
    clock.advanceSeconds(7200);
    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 42001 });
  });

  it('is refused from an ip that is not trusted', async () => {
    sales.trustedIps = ['203.0.113.1'];
    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 60020 });
    expect(await gettoken(sales.secret)).toMatchObject({ errcode: 0 });
    sales.trustedIps = null;
  });
});

describe('a body that is no JSON', () => {
  const send = (query: string) =>
    fetch(`${simulator.url}/cgi-bin/externalcontact/batch/get_by_user?${query}`, {
      method: 'POST',
      body: '{"userid_list": [',
      headers: { 'content-type': 'application/json' },
    });

  it('is refused in the platform’s own way, after the token', async () => {
    const answer = await send(`access_token=${token}`);
    expect({ status: answer.status, body: await answer.json() }).toMatchObject({
      status: 200,
      body: { errcode: 40058 },
    });
    expect(await (await send('access_token=garbage')).json()).toMatchObject({ errcode: 40014 });
  });
});

it('an unknown path is an empty 404', async () => {
  const response = await fetch(`${simulator.url}/cgi-bin/no/such/thing?access_token=${token}`);
  expect({ status: response.status, body: await response.text() }).toEqual({ status: 404, body: '' });
});

describe('customers', () => {
  it('come with every follower in the visible range, as the platform writes them', async () => {
    const answer = await withToken('/externalcontact/get', { external_userid: 'wmHuangLi' });

    expect(answer).toMatchObject({
      errcode: 0,
      external_contact: { external_userid: 'wmHuangLi', name: '黄莉', type: 1, gender: 2 },
      follow_user: [
        {
          userid: 'ZhangWei',
          remark: '黄姐 全屋',
          remark_mobiles: ['13900020002'],
          oper_userid: 'ZhangWei',
          add_way: 1,
          tags: expect.arrayContaining([
            { group_name: '客户阶段', tag_name: '已成交', tag_id: 'etSpruceStageDeal', type: 1 },
          ]),
        },
        { userid: 'LiNa', add_way: 3 },
      ],
    });
    expect(answer).not.toHaveProperty('next_cursor');
  });

  it('show the member’s own tags without an id', async () => {
    const answer = await withToken('/externalcontact/get', { external_userid: 'wmLinXiaoyu' });
    expect(JSON.stringify(answer)).toContain('{"group_name":"","tag_name":"周末联系","type":2}');
  });

  it('of WeCom carry their company, of WeChat do not', async () => {
    const wecom = await withToken('/externalcontact/get', { external_userid: 'woChenYu' });
    const wechat = await withToken('/externalcontact/get', { external_userid: 'wmLinXiaoyu' });
    expect(wecom.external_contact).toMatchObject({
      type: 2,
      corp_name: '恒达酒店',
      position: '工程部经理',
    });
    expect(wechat.external_contact).not.toHaveProperty('corp_name');
  });

  it('are 40096 when unknown, 84061 when the member has deleted them, and there when they deleted the member', async () => {
    const get = (id: string) => withToken('/externalcontact/get', { external_userid: id });
    expect(await get('wmNobody')).toMatchObject({ errcode: 40096, follow_user: [] });
    expect(await get('wmDeletedByMember')).toMatchObject({ errcode: 84061, follow_user: [] });
    expect(await get('wmQianFeng')).toMatchObject({ errcode: 0 });
  });

  it('of members outside the visible range are hidden from an app', async () => {
    const service = getApp(spruce, 1000003);
    token = String((await gettoken(service.secret)).access_token);
    const answer = await withToken('/externalcontact/get', { external_userid: 'wmCaoRui' });
    expect(answer.follow_user?.map(({ userid }) => userid)).toEqual(['ZhaoMin']);
    expect(await withToken('/externalcontact/get', { external_userid: 'wmLinXiaoyu' })).toMatchObject({
      errcode: 40096,
    });
    expect(await withToken('/user/get', { userid: 'ZhangWei' })).toMatchObject({ errcode: 60011 });
  });

  it('are forbidden to an app that may not call customer APIs', async () => {
    sales.mayCallCustomerApis = false;
    expect(await withToken('/externalcontact/list', { userid: 'LiNa' })).toMatchObject({
      errcode: 48002,
      external_userid: [],
    });
    sales.mayCallCustomerApis = true;
  });

  it('are listed by member, whose id may come in any letter case', async () => {
    const list = (userid: string) => withToken('/externalcontact/list', { userid });
    expect((await list('LINA')).external_userid).toEqual((await list('LiNa')).external_userid);
    expect(await list('SunYue')).toMatchObject({ errcode: 84074, external_userid: [] });
    expect(await list('Nobody')).toMatchObject({ errcode: 60111 });
    expect((await withToken('/externalcontact/get_follow_user_list')).follow_user).toEqual([
      'ZhangWei',
      'LiNa',
      'WangQiang',
      'ZhaoMin',
    ]);
  });

  it('come in pages by member, with tag ids and without own tags', async () => {
    const seen: string[] = [];
    let cursor = '';
    do {
      const page = await withToken(
        '/externalcontact/batch/get_by_user',
        {},
        { userid_list: ['ZhangWei'], limit: 4, cursor },
      );
      const pairs = page.external_contact_list ?? [];
      expect(pairs.length).toBeLessThanOrEqual(4);
      for (const { external_contact: contact, follow_info: info } of pairs) {
        seen.push(contact.external_userid);
        expect(info).toHaveProperty('tag_id');
        expect(info).not.toHaveProperty('tags');
      }
      cursor = page.next_cursor ?? '';
    } while (cursor);
    expect(seen).toHaveLength(10);
    expect(new Set(seen).size).toBe(10);
  });

  it('have tags in groups', async () => {
    const all = await withToken('/externalcontact/get_corp_tag_list', {}, {});
    const one = await withToken('/externalcontact/get_corp_tag_list', {}, { tag_id: ['etSpruceSourceFair'] });
    expect(all.tag_group).toHaveLength(3);
    expect(one.tag_group).toMatchObject([
      { group_name: '来源', tag: [{ id: 'etSpruceSourceFair', name: '家博会' }] },
    ]);
    expect(await withToken('/externalcontact/get_corp_tag_list', {}, { tag_id: ['nope'] })).toMatchObject({
      errcode: 40068,
    });
    expect(await withToken('/externalcontact/get_corp_tag_list', {}, { tag_id: 'nope' })).toMatchObject({
      errcode: 40058,
    });
  });
});

describe('the app', () => {
  it('may ask about itself and no other', async () => {
    expect(await withToken('/agent/get', { agentid: '1000002' })).toMatchObject({
      errcode: 0,
      name: '客户名片',
      close: 0,
    });
    expect(await withToken('/agent/get', { agentid: '1000003' })).toMatchObject({ errcode: 301002 });
    expect(await withToken('/agent/get', { agentid: 'x' })).toMatchObject({ errcode: 40056 });
  });

  it('has its own ticket, and the corp another', async () => {
    const service = getApp(spruce, 1000003);
    const agentTicket = async (secret: string) => {
      const own = String((await gettoken(secret)).access_token);
      return call('/ticket/get', { access_token: own, type: 'agent_config' });
    };
    const corpTicket = await withToken('/get_jsapi_ticket');
    const tickets = [corpTicket, await agentTicket(sales.secret), await agentTicket(service.secret)];
    expect(new Set(tickets.map(({ ticket }) => ticket)).size).toBe(3);
    expect(await withToken('/ticket/get', { type: 'jsapi' })).toMatchObject({ errcode: 91040 });
  });

  it('learns the platform’s addresses', async () => {
    expect(await withToken('/get_api_domain_ip')).toMatchObject({ errcode: 0, ip_list: expect.any(Array) });
  });
});

describe('faults', () => {
  it('happen as often as they are asked for, and calls are counted', async () => {
    simulator.faults.nextCalls('/user/get', { kind: 'errcode', errcode: -1 }, 2);
    simulator.faults.nextCalls('/user/get', { kind: 'http', status: 502, body: '<html>' });
    const before = simulator.calls.count('/user/get', spruce.corpId, 1000002);

    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: -1 });
    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: -1 });
    expect((await fetch(`${simulator.url}/cgi-bin/user/get?access_token=${token}&userid=LiNa`)).status).toBe(
      502,
    );
    expect(await withToken('/user/get', { userid: 'LiNa' })).toMatchObject({ errcode: 0 });
    expect(simulator.calls.count('/user/get', spruce.corpId, 1000002) - before).toBe(4);
  });
});
