import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { apiPaths, sidebarPath, type AppScope } from '@sidecard/contracts';
import { CookieJar } from 'tough-cookie';
import { EarlierProof } from '../src/auth/earlier-proof.entity.js';
import { EarlierProofs } from '../src/auth/earlier-proofs.js';
import { SessionRevocation } from '../src/auth/session-revocation.entity.js';
import { SessionRevocations } from '../src/auth/session-revocations.js';
import type { AppConfig, CorpConfig } from '../src/config/app-config.js';
import { Transactions } from '../src/database/transactions.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, WebView } from './support/web-view.js';

const AFTER_MINUTES = 30;

/** 云杉净水 lets a new web view take over what its browser has proved lately; 海棠花艺 does not. */
let system: System;
beforeAll(async () => {
  system = await startSystem({
    configure: (config) => {
      corpOf(sprucesSales, config).proveIdentity = { afterMs: AFTER_MINUTES * 60_000 };
    },
  });
});
afterAll(() => system.close());

function corpOf({ corpId }: AppScope, { corps }: AppConfig = system.config): CorpConfig {
  const corp = corps.find((declared) => declared.corpId === corpId);
  if (!corp) throw new Error(`${corpId} is not declared`);
  return corp;
}

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
    system.clock.advance({ minutes: 1 });
    await new WebView(system, sprucesSales, 'LiNa', jar).login('again');

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('goes to WeCom when somebody else has proved themselves in another app of the corp', async () => {
    await loggedIn(system, 'WangQiang', sprucesSales, jar);
    await loggedIn(system, 'ZhaoMin', sprucesService, jar);

    for (const app of [sprucesSales, sprucesService]) expect(await cameStraightBack(opened(app))).toBe(false);
  });

  it('is the same person in each app in which they have proved themselves', async () => {
    await loggedIn(system, 'WangQiang', sprucesSales, jar);
    await loggedIn(system, 'WangQiang', sprucesService, jar);

    for (const app of [sprucesSales, sprucesService]) expect(await cameStraightBack(opened(app))).toBe(true);
  });

  it('goes to WeCom after two logins of two people, however closely they meet', async () => {
    for (let round = 0; round < 5; round += 1) {
      const browser = new CookieJar();
      const views = ['ZhangWei', 'LiNa'].map((userId) => new WebView(system, sprucesSales, userId, browser));
      const callbacks: string[] = [];
      for (const webView of views)
        callbacks.push(await webView.authorize(await webView.beginLogin(sidebarPath(sprucesSales), 'again')));

      const back = await Promise.all(views.map((webView, index) => webView.request(callbacks[index] ?? '')));

      expect(back.map(({ status }) => status)).toEqual([302, 302]);
      expect(await cameStraightBack(new WebView(system, sprucesSales, 'LiNa', browser))).toBe(false);
    }
  });

  it('goes to the QR code where that is what it asks for', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    const webView = opened();

    expect(await webView.beginLogin(sidebarPath(sprucesSales), 'web')).toContain('/wwlogin/sso/login');
  });

  it('finds nothing kept but for as long as it is of use, of each corp by itself, without the cookie', async () => {
    const begonia = corpOf(begonias);
    begonia.proveIdentity = { afterMs: 2 * AFTER_MINUTES * 60_000 };
    try {
      await loggedIn(system, 'ZhangWei', sprucesSales, jar);
      await loggedIn(system, 'ZhangWei', begonias, jar);
      system.clock.advance({ minutes: AFTER_MINUTES, seconds: 1 });
      await loggedIn(system, 'LiNa');

      const rows = await system.database.manager.find(EarlierProof);
      expect(rows.map(({ corpId, userId }) => `${corpId} ${userId}`).toSorted()).toEqual([
        `${begonias.corpId} zhangwei`,
        `${sprucesSales.corpId} lina`,
      ]);
      expect(await cameStraightBack(opened(begonias))).toBe(true);
      const [, secret = ''] = (await jar.getCookieString(system.apiUrl)).split('=');
      expect(secret).toHaveLength(43);
      expect(JSON.stringify(rows)).not.toContain(secret);
    } finally {
      begonia.proveIdentity = 'every-webview';
    }
  });

  it('is told apart from the last person before the next one is let in', async () => {
    await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    const hers = new WebView(system, sprucesSales, 'LiNa', jar);
    const callback = await hers.authorize(await hers.beginLogin(sidebarPath(sprucesSales), 'again'));
    jest
      .spyOn(system.app.get(EarlierProofs, { strict: false }), 'remember')
      .mockRejectedValueOnce(new Error('the database has gone'));

    expect((await hers.request(callback)).status).toBe(500);

    expect((await hers.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });

  it('goes to WeCom when nobody has taken the proof over for as long as ends a session', async () => {
    const spruce = corpOf(sprucesSales);
    spruce.proveIdentity = { afterMs: 24 * 60 * 60_000 };
    try {
      await loggedIn(system, 'ZhangWei', sprucesSales, jar);
      for (const hours of [7, 7]) {
        system.clock.advance({ hours });
        expect(await cameStraightBack(opened())).toBe(true);
      }

      system.clock.advance({ hours: 8, seconds: 1 });

      expect(await cameStraightBack(opened())).toBe(false);
    } finally {
      spruce.proveIdentity = { afterMs: AFTER_MINUTES * 60_000 };
    }
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

describe('a web view that is logged out', () => {
  it('knows nobody, at once; the others of its browser, even of the same member, stay', async () => {
    const webView = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    const others = [
      new WebView(system, sprucesSales, 'ZhangWei', jar),
      new WebView(system, sprucesSales, 'ZhaoMin', jar),
      new WebView(system, sprucesService, 'ZhaoMin', jar),
      new WebView(system, sprucesSales, 'ZhangWei'),
    ];
    for (const other of others) await other.login('again');

    expect((await webView.logOut()).status).toBe(204);

    expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
    expect((await webView.logOut()).body.code).toBe('SESSION_CHANGED');
    for (const other of others) expect((await other.bootstrap()).status).toBe(200);
  });

  it('leaves no proof behind that a new one could take over', async () => {
    const webView = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    expect(await cameStraightBack(opened())).toBe(true);

    await webView.logOut();

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('does not make another member of its browser the only one who could be meant', async () => {
    const webView = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    await new WebView(system, sprucesSales, 'LiNa', jar).login('again');

    await webView.logOut();

    expect(await cameStraightBack(opened())).toBe(false);
  });

  it('can be logged in to again', async () => {
    const webView = await loggedIn(system, 'ZhangWei', sprucesSales, jar);
    await webView.logOut();

    await webView.login('again');

    expect(await whoIs(webView)).toBe('zhangwei');
    expect(await cameStraightBack(opened())).toBe(true);
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
