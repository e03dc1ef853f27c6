import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getApp, getCorp, getCustomer, getMember, getRelation, type Corp } from '../src/world/world.js';
import { AppClient } from './app-client.js';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';

let here: CalledBack;
let corp: Corp;
beforeEach(async () => {
  here = await startCalledBack();
  corp = getCorp(here.simulator.world, corpId);
});
afterEach(() => here.close());

const told = (changeType: string, userId: string, externalUserId: string) => ({
  ToUserName: corpId,
  FromUserName: 'sys',
  CreateTime: '1800000000',
  MsgType: 'event',
  Event: 'change_external_contact',
  ChangeType: changeType,
  UserID: userId,
  ExternalUserID: externalUserId,
});

describe('a customer who adds a member', () => {
  it('is called back with channel and welcome code, and is there for the API', async () => {
    const id = await here.happens({
      kind: 'customerAddsMember',
      corpId,
      userId: 'zhangwei',
      name: '白露',
      addWay: 16,
      state: 'douyin-ad-9',
    });

    expect(id).toMatch(/^wm[\w-]{30}$/);
    expect(here.sales.events()).toEqual([
      {
        ...told('add_external_contact', 'ZhangWei', id),
        State: 'douyin-ad-9',
        WelcomeCode: expect.stringMatching(/^[\w-]{43}$/),
      },
    ]);
    expect(here.service.requests).toEqual([]);
    const sales = new AppClient(here.simulator);
    expect(await sales.get('/externalcontact/get', { external_userid: id })).toMatchObject({
      external_contact: { name: '白露', type: 1 },
      follow_user: [{ userid: 'ZhangWei', add_way: 16, state: 'douyin-ad-9', oper_userid: id }],
    });
  });

  it('has no welcome code when they are a WeCom user, or when the console welcomes them', async () => {
    const company = { shortName: '恒达酒店', fullName: '杭州恒达酒店管理有限公司', position: '前厅' };
    await here.happens({ kind: 'customerAddsMember', corpId, userId: 'LiNa', company });
    await here.happens({ kind: 'customerAddsMember', corpId, userId: 'LiNa', welcomeCode: false });
    for (const event of here.sales.events()) expect(event).not.toHaveProperty('WelcomeCode');
    expect(here.sales.events().map((event) => event['ExternalUserID']?.slice(0, 2))).toEqual(['wo', 'wm']);
  });

  it('comes back to what the member has noted, if it was the customer who had left', async () => {
    await here.happens({
      kind: 'customerAddsMember',
      corpId,
      userId: 'ZhangWei',
      externalUserId: 'wmQianFeng',
    });
    expect(getRelation(corp, 'wmQianFeng', 'ZhangWei')).toMatchObject({
      deletedBy: null,
      remark: '钱峰 已流失',
      createdAt: 1_800_000_000,
    });
    expect(here.sales.events()).toEqual([told('add_external_contact', 'ZhangWei', 'wmQianFeng')]);
  });

  it('begins anew, if it was the member', async () => {
    await here.happens({
      kind: 'customerAddsMember',
      corpId,
      userId: 'LiNa',
      externalUserId: 'wmDeletedByMember',
    });
    expect(getRelation(corp, 'wmDeletedByMember', 'LiNa')).toMatchObject({ deletedBy: null, remark: '' });
    const sales = new AppClient(here.simulator);
    expect(await sales.get('/externalcontact/get', { external_userid: 'wmDeletedByMember' })).toMatchObject({
      errcode: 0,
    });
  });

  it('is no contact before the member has confirmed', async () => {
    const id = await here.happens({ kind: 'customerHalfAddsMember', corpId, userId: 'LiNa', state: 'fair' });
    expect(here.sales.events()).toEqual([
      {
        ...told('add_half_external_contact', 'LiNa', id),
        State: 'fair',
        WelcomeCode: expect.any(String),
      },
    ]);
    const sales = new AppClient(here.simulator);
    const get = () => sales.get('/externalcontact/get', { external_userid: id });
    expect(await get()).toMatchObject({ errcode: 84061 });
    await here.happens({ kind: 'customerAddsMember', corpId, userId: 'LiNa', externalUserId: id });
    expect(await get()).toMatchObject({ errcode: 0 });
  });

  it('can’t add them twice', () => {
    expect(() =>
      here.simulator.happen({
        kind: 'customerAddsMember',
        corpId,
        userId: 'ZhangWei',
        externalUserId: 'wmLinXiaoyu',
      }),
    ).toThrow('know each other already');
  });
});

describe('a member', () => {
  it('who edits a customer is called back without any data', async () => {
    await here.happens({
      kind: 'memberEditsCustomer',
      corpId,
      userId: 'ZhangWei',
      externalUserId: 'wmLinXiaoyu',
      remark: '林小雨 二期',
      description: '改了主意',
      remarkMobiles: ['13800010009'],
      remarkCorpName: '业委会',
      addTagIds: ['etSpruceStageDeal'],
      removeTagIds: ['etSpruceStageTalk'],
      personalTags: ['早上联系'],
    });
    expect(here.sales.events()).toEqual([told('edit_external_contact', 'ZhangWei', 'wmLinXiaoyu')]);
    const relation = getRelation(corp, 'wmLinXiaoyu', 'ZhangWei');
    expect(relation).toMatchObject({ remark: '林小雨 二期', personalTags: ['早上联系'] });
    expect(relation.tagIds).toContain('etSpruceStageDeal');
    expect(relation.tagIds).not.toContain('etSpruceStageTalk');
  });

  it.each([undefined, 'DELETE_BY_TRANSFER'] as const)(
    'who deletes a customer ends the relation (Source %s)',
    async (source) => {
      const who = { corpId, userId: 'ZhaoMin', externalUserId: 'wmCaoRui' };
      await here.happens({ kind: 'memberDeletesCustomer', ...who, source });
      const event = {
        ...told('del_external_contact', 'ZhaoMin', 'wmCaoRui'),
        ...(source ? { Source: source } : {}),
      };
      expect(here.sales.events()).toEqual([event]);
      expect(here.service.events()).toEqual([event]);
      const service = new AppClient(here.simulator, corpId, 1000003);
      expect(await service.get('/externalcontact/list', { userid: 'ZhaoMin' })).not.toMatchObject({
        external_userid: expect.arrayContaining(['wmCaoRui']),
      });
      expect(() => here.simulator.happen({ kind: 'memberDeletesCustomer', ...who })).toThrow('already');
    },
  );

  it('whom a customer deletes still sees them', async () => {
    const who = { corpId, userId: 'ZhangWei', externalUserId: 'wmLinXiaoyu' };
    await here.happens({ kind: 'customerDeletesMember', ...who });
    expect(here.sales.events()).toEqual([told('del_follow_user', 'ZhangWei', 'wmLinXiaoyu')]);
    const sales = new AppClient(here.simulator);
    expect(await sales.get('/externalcontact/get', { external_userid: 'wmLinXiaoyu' })).toMatchObject({
      errcode: 0,
      follow_user: [{ userid: 'ZhangWei' }],
    });
    expect(() => here.simulator.happen({ kind: 'customerDeletesMember', ...who })).toThrow('already');
  });

  it('whom a customer is not handed over to', async () => {
    const who = { corpId, userId: 'LiNa', externalUserId: 'wmLinXiaoyu' };
    await here.happens({ kind: 'transferFails', ...who, failReason: 'customer_limit_exceed' });
    expect(here.sales.events()).toEqual([
      { ...told('transfer_fail', 'LiNa', 'wmLinXiaoyu'), FailReason: 'customer_limit_exceed' },
    ]);
  });
});

describe('nobody is told', () => {
  const edited = {
    kind: 'memberEditsCustomer',
    corpId,
    userId: 'ZhaoMin',
    externalUserId: 'wmCaoRui',
    remark: '曹睿',
  } as const;

  it('whose app may not call customer APIs, is switched off or has set up no callback', async () => {
    const app = getApp(corp, 1000003);
    const { callback } = app;
    for (const change of [{ mayCallCustomerApis: false }, { enabled: false }, { callback: null }]) {
      Object.assign(app, { mayCallCustomerApis: true, enabled: true, callback }, change);
      await here.happens(edited);
    }
    expect(here.service.requests).toEqual([]);
    expect(here.sales.requests).toHaveLength(3);
  });

  it('of a member without 客户联系', async () => {
    getMember(corp, 'ZhaoMin').customerContact = false;
    await here.happens(edited);
    expect(here.sales.requests).toEqual([]);
  });

  it('of what was done through the server API', async () => {
    const sales = new AppClient(here.simulator);
    const who = { userid: 'ZhangWei', external_userid: 'wmLinXiaoyu' };
    const calls: [string, object][] = [
      ['/externalcontact/remark', { ...who, remark: '由系统改' }],
      ['/externalcontact/mark_tag', { ...who, add_tag: ['etSpruceStageDeal'] }],
      ['/externalcontact/add_corp_tag', { group_name: '楼盘', tag: [{ name: '一期' }] }],
    ];
    for (const [path, body] of calls) expect(await sales.post(path, body)).toMatchObject({ errcode: 0 });
    const group = corp.tagGroups.at(-1);
    for (const [path, body] of [
      ['/externalcontact/edit_corp_tag', { id: group?.groupId, name: '小区' }],
      ['/externalcontact/del_corp_tag', { group_id: [group?.groupId] }],
    ] as const)
      expect(await sales.post(path, body)).toMatchObject({ errcode: 0 });

    await here.simulator.callbacks.settled();
    expect(here.simulator.callbacks.counts.events).toBe(0);
    expect(here.sales.requests).toEqual([]);
  });

  it('of the other corp’s customers, who have the same ids', async () => {
    await here.happens({
      ...edited,
      corpId: 'wwbegonia5f6a7b8c9d',
      userId: 'ZhangWei',
      externalUserId: 'wmLinXiaoyu',
    });
    expect(here.sales.requests).toEqual([]);
    expect(getCustomer(corp, 'wmLinXiaoyu').relations[0]?.remark).toBe('林小雨-滨江花园');
  });
});
