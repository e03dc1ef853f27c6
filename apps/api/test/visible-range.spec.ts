import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { getCorp, getRelation } from '@sidecard/simulator';
import { CustomerProfile } from '../src/crm/company/built-in/customer-profile.entity.js';
import { startSystem, type System } from './support/system.js';
import { fieldOf } from './support/crm.js';
import { loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());

const { corpId } = sprucesSales;
const relation = (externalUserId: string, userId: string) =>
  getRelation(getCorp(system.simulator.world, corpId), externalUserId, userId);

describe('two apps with different visible ranges', () => {
  it('are each shown what WeCom shows them', async () => {
    const zhaoMin = await loggedIn(system, 'ZhaoMin', sprucesService);

    const narrow = (await zhaoMin.card('wmCaoRui')).body;
    const wide = (await zhangWei.card('wmCaoRui')).body;

    expect(narrow.relation.remark).toBe('曹睿 年保');
    expect(narrow.colleagues).toEqual([]);
    expect(wide.colleagues.map((colleague) => colleague.userId)).toEqual(['lina', 'zhaomin']);
  });

  it('both notice that a relation has ended, whichever was asked last', async () => {
    const inSales = await loggedIn(system, 'ZhaoMin');
    const inService = await loggedIn(system, 'ZhaoMin', sprucesService);
    for (const webView of [inSales, inService]) expect((await webView.card('wmCaoRui')).status).toBe(200);

    relation('wmCaoRui', 'ZhaoMin').deletedBy = 'member';
    system.clock.advance({ seconds: 61 });

    for (const webView of [inSales, inService]) {
      expect((await webView.card('wmCaoRui')).body.code).toBe('RELATION_ENDED');
      expect((await webView.revealPhones('wmCaoRui')).body.code).toBe('RELATION_ENDED');
    }
    expect((await zhangWei.card('wmCaoRui')).body.colleagues).toHaveLength(1);
    relation('wmCaoRui', 'ZhaoMin').deletedBy = null;
  });

  it('do not keep each other’s facts fresh', async () => {
    const zhaoMin = await loggedIn(system, 'ZhaoMin', sprucesService);
    await zhangWei.card('wmCaoRui');
    relation('wmCaoRui', 'ZhangWei').remark = '曹睿 新备注';

    system.clock.advance({ seconds: 61 });
    await zhaoMin.card('wmCaoRui');

    expect((await zhangWei.card('wmCaoRui')).body.relation.remark).toBe('曹睿 新备注');
  });

  it('do not take a name from each other that only one of them may know', async () => {
    const zhaoMin = await loggedIn(system, 'ZhaoMin', sprucesService);
    const { manager } = system.database;
    await manager.insert(CustomerProfile, {
      corpId,
      externalUserId: 'wmSongJia',
      level: null,
      ownerUserId: 'lina',
    });

    expect(fieldOf((await zhaoMin.card('wmSongJia')).body, 'owner')).toEqual({
      kind: 'member',
      member: { userId: 'lina', name: null },
    });

    const liNa = await loggedIn(system, 'LiNa');
    expect((await liNa.bootstrap()).body.member.name).toBe('李娜');
  });
});
