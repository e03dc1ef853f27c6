import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CardLayout } from '@sidecard/contracts';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

let system: System;
let wangQiang: WebView;
beforeAll(async () => {
  system = await startSystem();
  wangQiang = await loggedIn(system, 'WangQiang', sprucesSales);
});
afterAll(() => system.close());

const layoutOf = async (webView: WebView) => (await webView.bootstrap()).body.cardLayout;
const arranged: CardLayout = { order: ['timeline', 'list:orders'], folded: ['section:more'] };

describe('how a member leaves the panels of the card', () => {
  it('is nothing in particular at first', async () => {
    expect(await layoutOf(wangQiang)).toEqual({ order: [], folded: [] });
  });

  it('is the same on another device and in another app, and no other member’s', async () => {
    expect((await wangQiang.arrange(arranged)).status).toBe(204);

    expect(await layoutOf(await loggedIn(system, 'WangQiang', sprucesSales))).toEqual(arranged);
    expect(await layoutOf(await loggedIn(system, 'WangQiang', sprucesService))).toEqual(arranged);
    expect(await layoutOf(await loggedIn(system, 'LiNa', sprucesSales))).toEqual({ order: [], folded: [] });
  });

  it.each<[string, CardLayout]>([
    ['a name that is none', { order: ['<b>'], folded: [] }],
    ['a name that is too long', { order: [], folded: ['x'.repeat(81)] }],
    ['too many of them', { order: Array.from({ length: 61 }, (_, index) => `list:${index}`), folded: [] }],
  ])('is not changed by %s', async (_case, layout) => {
    await wangQiang.arrange(arranged);

    expect((await wangQiang.arrange(layout)).body.code).toBe('INVALID_REQUEST');
    expect(await layoutOf(wangQiang)).toEqual(arranged);
  });
});
