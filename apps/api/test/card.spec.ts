import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { cardSchema } from '@sidecard/contracts';
import { getCorp, getCustomer, getRelation } from '@sidecard/simulator';
import { CustomerProfile } from '../src/crm/company/built-in/customer-profile.entity.js';
import { FollowUp } from '../src/crm/follow-ups/follow-up.entity.js';
import { Order } from '../src/crm/company/built-in/order.entity.js';
import { fieldOf, rowsOf } from './support/crm.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());
beforeEach(() => system.simulator.faults.clear());

const spruce = () => getCorp(system.simulator.world, sprucesSales.corpId);
const relation = (externalUserId: string, userId: string) => getRelation(spruce(), externalUserId, userId);
const { corpId } = sprucesSales;

describe('the card', () => {
  it('fetches a customer it has never seen from WeCom, and keeps them', async () => {
    const { status, body } = await zhangWei.card('wmLinXiaoyu');

    expect(status).toBe(200);
    expect(cardSchema.parse(body)).toEqual(body);
    expect(body).toMatchObject({
      externalUserId: 'wmLinXiaoyu',
      name: '林小雨',
      kind: 'wechat',
      gender: 'female',
      company: null,
      relation: {
        remark: '林小雨-滨江花园',
        remarkCompany: '滨江花园业主',
        addWay: 'qr_code',
        channel: 'fair-2026-09',
        tagGroups: [
          { name: '客户阶段', tags: [{ name: '方案沟通', kind: 'corp' }] },
          { name: '来源', tags: [{ name: '家博会', kind: 'corp' }] },
          {
            name: '意向产品',
            tags: [
              { name: '全屋净水', kind: 'corp' },
              { name: '软水机', kind: 'corp' },
            ],
          },
          { name: '', tags: [{ name: '周末联系', kind: 'personal' }] },
        ],
      },
    });
    const rows = await system.database.query(
      "SELECT name FROM customers WHERE external_user_id = 'wmLinXiaoyu'",
    );
    expect(rows).toEqual([{ name: '林小雨' }]);
  });

  it('asks WeCom nothing while what it knows is fresh, and again after a minute', async () => {
    await zhangWei.card('wmXuJing');
    const before = system.simulator.calls.count('/externalcontact/get');

    await zhangWei.card('wmXuJing');
    expect(system.simulator.calls.count('/externalcontact/get')).toBe(before);

    relation('wmXuJing', 'ZhangWei').remark = '徐静 改了备注';
    system.clock.advance({ seconds: 61 });
    expect((await zhangWei.card('wmXuJing')).body.relation.remark).toBe('徐静 改了备注');
    expect(system.simulator.calls.count('/externalcontact/get')).toBe(before + 1);
  });

  it("shows each member their own remark, tags and phones, and the colleagues' names", async () => {
    const liNa = await loggedIn(system, 'LiNa');

    const hers = (await liNa.card('wmHuangLi')).body;
    const his = (await zhangWei.card('wmHuangLi')).body;

    expect(his.relation.remark).toBe('黄姐 全屋');
    expect(hers.relation.remark).toBe('黄莉（张伟老客）');
    expect(hers.relation.maskedPhones).toEqual(['139****0099']);
    expect(his.colleagues).toMatchObject([{ userId: 'lina', name: '李娜' }]);
    expect(hers.colleagues).toMatchObject([{ userId: 'zhangwei', name: '张伟' }]);
  });

  it('shows the company of a WeCom customer', async () => {
    const { body } = await zhangWei.card('woChenYu');

    expect(body).toMatchObject({
      kind: 'wecom',
      company: { name: '恒达酒店', fullName: '杭州恒达酒店管理有限公司', position: '工程部经理' },
    });
  });

  it('takes names with markup, emoji and great length as they are', async () => {
    expect((await zhangWei.card('wmScriptName')).body.name).toBe('🐳海豚<script>window.__pwned=1</script>');
    expect((await zhangWei.card('wmLongName')).body.name).toHaveLength(
      getCustomer(spruce(), 'wmLongName').name.length,
    );
  });

  it('copes with a customer who has no remark, no avatar and came in an unknown way', async () => {
    const zhaoMin = await loggedIn(system, 'ZhaoMin');

    expect((await zhangWei.card('wmZhouMing')).body.relation).toMatchObject({ remark: null, tagGroups: [] });
    expect((await zhangWei.card('wmNoAvatar')).body.avatarUrl).toBeNull();
    expect((await zhaoMin.card('wmNewAddWay')).body.relation.addWay).toBe('other');
  });

  it.each([
    ['https://wework.qpic.cn/bizmail/x/0', true],
    ['http://wx.qlogo.cn/mmhead/x/0', false],
    ['data:image/svg+xml,<svg onload="alert(1)"/>', false],
    ['javascript:alert(1)', false],
    ['//wx.qlogo.cn/mmhead/x/0', false],
    ['http://127.0.0.1:1/x.svg', false],
  ])('shows no picture but by https: %s', async (avatar, isShown) => {
    const externalUserId = 'wmXuJing';
    const contact = { external_userid: externalUserId, name: '徐静', avatar, type: 1 };
    const follower = { userid: 'ZhangWei', createtime: 1 };
    system.clock.advance({ seconds: 61 });
    system.simulator.faults.nextCalls('/externalcontact/get', {
      kind: 'http',
      status: 200,
      body: JSON.stringify({ errcode: 0, errmsg: 'ok', external_contact: contact, follow_user: [follower] }),
    });

    expect((await zhangWei.card(externalUserId)).body.avatarUrl).toBe(isShown ? avatar : null);
  });

  it('is still there when the customer has deleted the member', async () => {
    expect((await zhangWei.card('wmQianFeng')).status).toBe(200);
  });

  it('recognises a member whose id comes in another letter case', async () => {
    relation('wmCaoRui', 'ZhangWei').userId = 'ZHANGWEI';
    try {
      expect((await zhangWei.card('wmCaoRui')).body.relation.remark).toBe('曹睿 别墅');
    } finally {
      relation('wmCaoRui', 'ZhangWei').userId = 'ZhangWei';
    }
  });

  it('adds what the company itself knows: level, owner, three latest orders, two latest follow-ups', async () => {
    const externalUserId = 'wmCaoRui';
    const { manager } = system.database;
    const now = system.clock.now();
    await manager.insert(CustomerProfile, { corpId, externalUserId, level: 'A', ownerUserId: 'lina' });
    await manager.insert(
      Order,
      [1, 2, 3, 4].map((day) => ({
        corpId,
        externalUserId,
        orderNumber: `T-${day}`,
        title: `第 ${day} 单 🚰`,
        status: 'paid' as const,
        amountMinor: 9_007_199_254_740 + day,
        currency: 'CNY',
        orderedAt: now - day * 86_400_000,
      })),
    );
    await manager.insert(
      FollowUp,
      [1, 2, 3].map((day) => ({
        corpId,
        externalUserId,
        followUpId: `f-${day}`,
        authorUserId: 'zhaomin',
        note: `第 ${day} 天`,
        createdAt: now - day * 86_400_000,
        nextContactOn: day === 1 ? '2030-01-02' : null,
        stage: null,
        editedAt: null,
        deletedAt: null,
      })),
    );

    const { body } = await zhangWei.card(externalUserId);

    expect(fieldOf(body, 'level')).toEqual({
      kind: 'badge',
      badge: { zh: 'A 级', en: 'Level A' },
      tone: 'plain',
    });
    expect(fieldOf(body, 'owner')).toEqual({ kind: 'member', member: { userId: 'lina', name: '李娜' } });
    expect(rowsOf(body, 'orders')).toMatchObject([
      [{ text: '第 1 单 🚰' }, { amountMinor: 9_007_199_254_741 }, {}, { text: 'T-1' }, {}],
      [{}, {}, {}, { text: 'T-2' }, {}],
      [{}, {}, {}, { text: 'T-3' }, {}],
    ]);
    expect(body.followUps).toMatchObject([
      { note: '第 1 天', author: { name: '赵敏' }, nextContactOn: '2030-01-02' },
      { note: '第 2 天', nextContactOn: null },
    ]);
  });
});

describe('phone numbers', () => {
  it('are never on the card, and come when somebody asks to see them', async () => {
    const card = await zhangWei.card('wmLinXiaoyu');
    expect(card.body.relation.maskedPhones).toEqual(['138****0001', '****01']);
    expect(JSON.stringify(card.body)).not.toContain('13800010001');

    const revealed = await zhangWei.revealPhones('wmLinXiaoyu');
    expect(revealed).toMatchObject({ status: 200, body: { phones: ['13800010001', '021-55550101'] } });
  });

  it('are not shown to somebody who does not serve the customer', async () => {
    const liNa = await loggedIn(system, 'LiNa');

    const refused = await liNa.revealPhones('wmLinXiaoyu');

    expect(refused).toMatchObject({ status: 404, body: { code: 'CUSTOMER_NOT_FOUND' } });
  });
});

describe('a customer who is not the member’s', () => {
  it('looks exactly like one who does not exist', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    const colleagues = await liNa.card('wmLinXiaoyu');
    const nobodys = await liNa.card('wmDoesNotExist');

    expect(colleagues).toMatchObject({ status: 404, body: { code: 'CUSTOMER_NOT_FOUND' } });
    const { requestId: _one, ...one } = colleagues.body;
    const { requestId: _two, ...two } = nobodys.body;
    expect(one).toEqual(two);
  });

  it('is not stored because somebody has asked', async () => {
    expect((await zhangWei.card('wmDengBo')).status).toBe(404);

    expect(
      await system.database.query("SELECT * FROM customers WHERE external_user_id = 'wmDengBo'"),
    ).toEqual([]);
  });

  it('says so when the member has served them and no longer does', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    expect((await liNa.card('wmGuoTing')).status).toBe(200);

    relation('wmGuoTing', 'LiNa').deletedBy = 'member';
    system.clock.advance({ seconds: 61 });

    expect(await liNa.card('wmGuoTing')).toMatchObject({ status: 403, body: { code: 'RELATION_ENDED' } });
    // They come together again, and nobody waits for an old answer to get too old.
    relation('wmGuoTing', 'LiNa').deletedBy = null;
    expect((await liNa.card('wmGuoTing')).status).toBe(200);
  });
});

describe('many customers opened for the first time at the same moment', () => {
  it('are all shown', async () => {
    const everybody =
      'wmLinXiaoyu wmZhouMing wmHuangLi wmQianFeng woChenYu wmLongName wmScriptName wmNoAvatar wmXuJing wmCaoRui'.split(
        ' ',
      );
    for (let round = 0; round < 5; round += 1) {
      for (const table of ['customers', 'follow_relations'])
        await system.database.query(`DELETE FROM ${table}`);

      const answers = await Promise.all([...everybody, ...everybody].map((id) => zhangWei.card(id)));

      expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    }
  });
});
