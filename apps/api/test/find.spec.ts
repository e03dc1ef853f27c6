import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());

const found = async (text: string, webView = zhangWei) =>
  (await webView.find(text)).body.customers.map(({ externalUserId }) => externalUserId);

describe('finding one’s own customers', () => {
  it.each([
    ['the name', '林小雨'],
    ['a part of the remark', '滨江'],
    ['pinyin', 'linxiaoyu'],
    ['pinyin in capitals and pieces', 'Lin XiaoYu'],
    ['initials', 'lxy'],
  ])('by %s', async (_by, text) => {
    expect((await found(text))[0]).toBe('wmLinXiaoyu');
  });

  it('by the company of a WeCom customer', async () => {
    expect(await found('恒达')).toContain('woChenYu');
  });

  it('by the end of a phone, of which the answer has no more than its mask', async () => {
    const { body } = await zhangWei.find('0002');
    const huangLi = body.customers.find(({ externalUserId }) => externalUserId === 'wmHuangLi');
    expect(huangLi?.maskedPhone).toBe('139****0002');
    // Too little to be meant for a phone.
    expect(await found('02')).not.toContain('wmHuangLi');
  });

  it('puts first whose name begins with what is typed', async () => {
    const { customers } = (await zhangWei.find('')).body;
    const ranked = (await zhangWei.find('黄')).body.customers;
    expect(customers.length).toBeGreaterThan(3);
    expect(ranked[0]?.externalUserId).toBe('wmHuangLi');
  });

  it.each(['%', '_', "' OR 1=1 --", '\\', '.*', '没有这个人'])('finds nobody by %s', async (text) => {
    expect(await found(text)).toEqual([]);
  });

  it('finds nobody else’s', async () => {
    const liNa = await loggedIn(system, 'LiNa');
    expect(await found('郭婷', liNa)).toContain('wmGuoTing');
    expect(await found('郭婷')).toEqual([]);
  });

  it('refuses what is too long', async () => {
    expect((await zhangWei.find('长'.repeat(65))).body.code).toBe('INVALID_REQUEST');
  });

  it('writes down who was shown', async () => {
    await system.database.getRepository(AuditEntry).clear();
    await found('lxy');
    expect(await system.database.manager.find(AuditEntry)).toMatchObject([
      { action: 'customer_listed', userId: 'zhangwei', externalUserId: 'wmLinXiaoyu' },
    ]);
  });
});
