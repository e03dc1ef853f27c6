import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { getCorp, getMember, getRelation } from '@sidecard/simulator';
import type { Roles } from '../src/config/app-config.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, type WebView } from './support/web-view.js';

/**
 * 王强 leads 销售部 (2), to which 门店组 (5) belongs: 张伟 is in 2, 李娜 in 5, 赵敏 in 售后部 (3). 孙悦 follows nobody.
 */
let system: System;
let roles: Roles;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      roles = corps.find(({ corpId }) => corpId === sprucesSales.corpId)?.roles ?? roles;
    },
  });
});
afterAll(() => system.close());
afterEach(() => {
  Object.assign(roles, { corp: [], team: [] });
  system.clock.advance({ hours: 25 });
});

const grant = (granted: Partial<Roles>) => Object.assign(roles, granted);
const spruce = () => getCorp(system.simulator.world, sprucesSales.corpId);
const seen = async (webView: WebView, externalUserId: string) => {
  const { status, body } = await webView.card(externalUserId);
  return status === 200 ? { access: body.access, through: body.relation.member.userId } : body.code;
};

describe('a member', () => {
  it('sees the customers they follow, and no others', async () => {
    const zhangWei = await loggedIn(system);

    expect(await seen(zhangWei, 'wmLinXiaoyu')).toEqual({ access: 'own', through: 'zhangwei' });
    expect(await seen(zhangWei, 'wmHeJun')).toBe('CUSTOMER_NOT_FOUND');
  });

  it('does not see more because WeCom calls them a leader: the YAML says who may', async () => {
    const wangQiang = await loggedIn(system, 'WangQiang');

    expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('CUSTOMER_NOT_FOUND');
  });
});

describe('a leader', () => {
  it.each([['all'], [[2]]] as const)(
    'sees what their department and those below see (team: %j)',
    async (team) => {
      grant({ team: team === 'all' ? team : [...team] });
      const wangQiang = await loggedIn(system, 'WangQiang');

      expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
      expect(await seen(wangQiang, 'wmHeJun')).toEqual({ access: 'team', through: 'lina' });
      expect(await seen(wangQiang, 'wmSongJia')).toBe('CUSTOMER_NOT_FOUND');
      expect(await seen(wangQiang, 'wmDoesNotExist')).toBe('CUSTOMER_NOT_FOUND');
    },
  );

  it('sees their own relation where they have one, not a colleague’s', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');

    expect(await seen(wangQiang, 'woChenYu')).toEqual({ access: 'own', through: 'wangqiang' });
  });

  it('sees through the colleague in the department, not through one outside it', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');
    getMember(spruce(), 'ZhangWei').department = 3;

    // 张伟 has served the customer longest, and is in another department now.
    expect(await seen(wangQiang, 'wmHuangLi')).toEqual({ access: 'team', through: 'lina' });
    getMember(spruce(), 'ZhangWei').department = 2;
  });

  it('is not everybody in the department: others see no more than their own', async () => {
    grant({ team: 'all' });
    const zhangWei = await loggedIn(system);

    expect(await seen(zhangWei, 'wmLinXiaoyu')).toEqual({ access: 'own', through: 'zhangwei' });
    expect(await seen(zhangWei, 'wmHeJun')).toBe('CUSTOMER_NOT_FOUND');
  });

  it('of a department that is not in the YAML sees no more than anybody', async () => {
    grant({ team: [3] });
    const wangQiang = await loggedIn(system, 'WangQiang');

    expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('CUSTOMER_NOT_FOUND');
  });

  it('who has been moved sees no more after ten minutes, of new customers and of those on the screen', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');
    expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
    const member = getMember(spruce(), 'WangQiang');
    member.department = 4;
    try {
      system.clock.advance({ minutes: 10 });

      expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('CUSTOMER_NOT_FOUND');
      expect(await seen(wangQiang, 'wmHeJun')).toBe('CUSTOMER_NOT_FOUND');
      expect((await wangQiang.revealPhones('wmLinXiaoyu')).body.code).toBe('CUSTOMER_NOT_FOUND');
    } finally {
      member.department = 2;
    }
  });

  it('sees no more of a member who has been moved, after ten minutes', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');
    expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
    const member = getMember(spruce(), 'ZhangWei');
    member.department = 3;
    try {
      system.clock.advance({ minutes: 10 });

      expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('CUSTOMER_NOT_FOUND');
    } finally {
      member.department = 2;
    }
  });

  it('is not told anything while WeCom can’t say who is in which department', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');
    expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
    system.clock.advance({ minutes: 10 });
    system.simulator.faults.nextCalls('/user/get', { kind: 'errcode', errcode: -1 }, 3);

    expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('WECOM_UNAVAILABLE');
    system.simulator.faults.clear();
    expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
  });

  it('is not told anything while WeCom can’t say what is below the department', async () => {
    grant({ team: 'all' });
    const wangQiang = await loggedIn(system, 'WangQiang');
    const { corpId, agentId } = sprucesSales;
    await system.app
      .get<Cache>(CACHE_MANAGER, { strict: false })
      .del(`departments:${corpId}:${agentId}:tree`);
    system.simulator.faults.nextCalls('/department/simplelist', { kind: 'errcode', errcode: -1 }, 3);

    expect(await seen(wangQiang, 'wmLinXiaoyu')).toBe('WECOM_UNAVAILABLE');
    system.simulator.faults.clear();
    expect(await seen(wangQiang, 'wmLinXiaoyu')).toEqual({ access: 'team', through: 'zhangwei' });
  });
});

describe('a supervisor', () => {
  it('sees every customer the app is shown, through whoever has served them longest', async () => {
    grant({ corp: ['sunyue'] });
    const sunYue = await loggedIn(system, 'SunYue');

    expect(await seen(sunYue, 'wmCaoRui')).toEqual({ access: 'corp', through: 'zhangwei' });
    expect(await seen(sunYue, 'wmSongJia')).toEqual({ access: 'corp', through: 'zhaomin' });
    expect(await seen(sunYue, 'wmDoesNotExist')).toBe('CUSTOMER_NOT_FOUND');
  });

  it('of one corp is nobody in the other', async () => {
    grant({ corp: ['zhangwei'] });
    const zhangWeiOfBegonia = await loggedIn(system, 'ZhangWei', begonias);

    expect(await seen(zhangWeiOfBegonia, 'wmJiangNan')).toBe('CUSTOMER_NOT_FOUND');
  });

  it('sees a customer through who serves them now, not through who has longest and no longer does', async () => {
    grant({ corp: ['sunyue'] });
    const sunYue = await loggedIn(system, 'SunYue');
    expect(await seen(sunYue, 'wmHuangLi')).toEqual({ access: 'corp', through: 'zhangwei' });
    getRelation(spruce(), 'wmHuangLi', 'ZhangWei').deletedBy = 'member';
    try {
      system.clock.advance({ seconds: 61 });

      expect(await seen(sunYue, 'wmHuangLi')).toEqual({ access: 'corp', through: 'lina' });
    } finally {
      getRelation(spruce(), 'wmHuangLi', 'ZhangWei').deletedBy = null;
    }
  });

  it('is told when nobody serves a customer any more, and sees nothing', async () => {
    grant({ corp: ['sunyue'] });
    const sunYue = await loggedIn(system, 'SunYue');
    await sunYue.card('wmMaChao');
    getRelation(spruce(), 'wmMaChao', 'LiNa').deletedBy = 'member';
    system.clock.advance({ seconds: 61 });

    expect(await seen(sunYue, 'wmMaChao')).toBe('RELATION_ENDED');
    getRelation(spruce(), 'wmMaChao', 'LiNa').deletedBy = null;
  });

  it('reveals a phone and writes a follow-up under their own name', async () => {
    grant({ corp: ['sunyue'] });
    const sunYue = await loggedIn(system, 'SunYue');

    expect((await sunYue.revealPhones('wmLinXiaoyu')).body.phones).toEqual(['13800010001', '021-55550101']);
    expect((await sunYue.addFollowUp('wmLinXiaoyu', '已对账')).body.author).toEqual({
      userId: 'sunyue',
      name: '孙悦',
    });
  });
});
