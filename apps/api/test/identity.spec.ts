import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths, sidebarPath } from '@sidecard/contracts';
import { CookieJar } from 'tough-cookie';
import { SessionRevocation } from '../src/auth/session-revocation.entity.js';
import { SessionRevocations } from '../src/auth/session-revocations.js';
import { Transactions } from '../src/database/transactions.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, WebView } from './support/web-view.js';

const AFTER_MINUTES = 30;

/** 云杉净水 lets a new web view take over what its browser has proved lately; 海棠花艺 does not. */
let system: System;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const corp of corps)
        if (corp.corpId === sprucesSales.corpId) corp.proveIdentity = { afterMs: AFTER_MINUTES * 60_000 };
    },
  });
});
afterAll(() => system.close());

let jar: CookieJar;
beforeEach(() => {
  jar = new CookieJar();
  system.clock.advance({ hours: 1 });
});

const whoIs = async (webView: WebView) => (await webView.bootstrap()).body.member?.userId;
const opened = (app = sprucesSales) => new WebView(system, app, 'ZhangWei', jar);
const cameStraightBack = async (webView: WebView) =>
  (await webView.beginLogin()) === `${sidebarPath(webView.app)}#`;

describe('a new web view of a browser that has proved somebody lately', () => {
  it('is that somebody, without a way to WeCom, where the corp allows it', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    const identified = system.simulator.calls.count('/auth/getuserinfo');
    const another = opened();

    expect(await cameStraightBack(another)).toBe(true);

    expect(await whoIs(another)).toBe('zhangwei');
    expect(system.simulator.calls.count('/auth/getuserinfo')).toBe(identified);
  });

  it('goes to WeCom where the corp does not', async () => {
    await loggedIn(system, 'ZhangWei', begonias, jar);

    expect(await cameStraightBack(opened(begonias))).toBe(false);
  });

  it('goes to WeCom once the time is over, which using the page does not make longer', async () => {
    const first = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    system.clock.advance({ minutes: AFTER_MINUTES });
    expect(await cameStraightBack(opened())).toBe(true);
    await first.card('wmLinXiaoyu');

    system.clock.advance({ seconds: 1 });

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('goes to WeCom when two people have proved themselves: nobody else knows who it is now', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    await new WebView(system, sprucesSales, 'LiNa', jar).login('again');

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('goes to WeCom in another app, another browser, and when its own session has ended', async () => {
    await loggedIn(system, 'WangQiang', sprucesSales, jar);

    expect(await cameStraightBack(opened(sprucesService))).toBe(false);
    expect(await cameStraightBack(new WebView(system, sprucesSales, 'WangQiang'))).toBe(false);
    const ended = opened();
    expect(await ended.beginLogin(sidebarPath(ended.app), 'again')).toContain('/connect/oauth2/authorize');
  });

  it('goes to WeCom when the sessions have been revoked', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    await system.app.get(SessionRevocations, { strict: false }).revoke(sprucesSales, 'zhangwei');

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('is asked to prove itself again a day after WeCom has said who it is, not after it was opened', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    system.clock.advance({ minutes: AFTER_MINUTES });
    const another = opened();
    await another.beginLogin();
    for (let hours = 0; hours < 23; hours += 1) {
      system.clock.advance({ hours: 1 });
      expect((await another.bootstrap()).status).toBe(200);
    }

    system.clock.advance({ minutes: AFTER_MINUTES, seconds: 1 });

    expect((await another.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });
});

describe('sessions that are revoked', () => {
  const revocations = () => system.app.get(SessionRevocations, { strict: false });

  it('end at once, of one member in one app and of nobody else', async () => {
    const his = await loggedIn(system, 'WangQiang');
    const alsoHis = await loggedIn(system, 'WangQiang', sprucesSales, jar);
    const inTheOtherApp = await loggedIn(system, 'WangQiang', sprucesService);
    const hers = await loggedIn(system, 'LiNa');

    await revocations().revoke(sprucesSales, 'wangqiang');

    for (const webView of [his, alsoHis])
      expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
    for (const webView of [inTheOtherApp, hers]) expect((await webView.bootstrap()).status).toBe(200);
  });

  it('end of everybody in one app', async () => {
    const atSales = [await loggedIn(system, 'ZhangWei'), await loggedIn(system, 'LiNa')];
    const atBegonia = await loggedIn(system, 'ZhangWei', begonias);

    await revocations().revoke(sprucesSales);

    for (const webView of atSales) expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
    expect((await atBegonia.bootstrap()).status).toBe(200);
  });

  /** As a command in a process whose clock is off by so many seconds. */
  const revokedElsewhere = (seconds: number) =>
    new SessionRevocations(system.database.getRepository(SessionRevocation), system.app.get(Transactions), {
      now: () => system.clock.now() + seconds * 1000,
    }).revoke(sprucesSales, 'zhangwei');

  it('end at once by whoever’s clock, also when they begin in the very moment of the last revocation', async () => {
    for (const seconds of [-5, 0, 0, 5, -5]) {
      const webView = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
      expect((await webView.bootstrap()).status).toBe(200);

      await revokedElsewhere(seconds);

      expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
      expect(await cameStraightBack(opened())).toBe(false);
    }
  });

  it('do not keep anybody from proving themselves again', async () => {
    const webView = await loggedIn(system, 'ZhangWei');
    await revocations().revoke(sprucesSales, 'zhangwei');
    await revocations().revoke(sprucesSales, 'zhangwei');

    await webView.login();

    expect(await whoIs(webView)).toBe('zhangwei');
  });
});

describe('a browser outside WeCom', () => {
  it('is sent to the QR code, and is whoever has scanned it', async () => {
    const webView = opened();
    const url = new URL(await webView.beginLogin(sidebarPath(sprucesSales), 'web'));
    expect(url.pathname).toBe('/wwlogin/sso/login');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      login_type: 'CorpApp',
      appid: sprucesSales.corpId,
      agentid: String(sprucesSales.agentId),
      redirect_uri: system.origin + apiPaths.loginCallback(sprucesSales),
      state: expect.stringMatching(/^[a-zA-Z0-9]{32,128}$/),
    });

    url.searchParams.set('scanned_by', 'LiNa');
    const scanned = await fetch(url, { redirect: 'manual' });
    await webView.request(scanned.headers.get('location') ?? '');

    expect(await whoIs(webView)).toBe('lina');
  });
});
