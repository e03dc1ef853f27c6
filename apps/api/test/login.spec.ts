import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { apiPaths } from '@sidecard/contracts';
import { SharedCache } from '../src/cache/shared-cache.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, WebView } from './support/web-view.js';

let system: System;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());

const zhangWei = () => new WebView(system, sprucesSales, 'ZhangWei');

describe('logging in by WeCom', () => {
  it('sends the browser out with everything the platform asks for, in its order', async () => {
    const authorizeUrl = await zhangWei().beginLogin();

    const [beforeFragment, fragment] = authorizeUrl.split('#');
    expect(fragment).toBe('wechat_redirect');
    const query = new URL(beforeFragment ?? '').searchParams;
    expect([...query.keys()]).toEqual([
      'appid',
      'redirect_uri',
      'response_type',
      'scope',
      'state',
      'agentid',
    ]);
    expect(query.get('state')).toMatch(/^[a-zA-Z0-9]{32,128}$/);
    expect(query.get('redirect_uri')).toBe(`${system.origin}${apiPaths.loginCallback(sprucesSales)}`);
  });

  it('comes back to the very page, without the fragment WeCom asks for', async () => {
    const webView = zhangWei();
    const authorizeUrl = await webView.beginLogin('/s/wwspruce0a1b2c3d4e/1000002?from=toolbar');

    const back = await webView.request(await webView.authorize(authorizeUrl));

    expect(back.status).toBe(302);
    expect(back.headers.get('location')).toBe('/s/wwspruce0a1b2c3d4e/1000002?from=toolbar#');
  });

  it('proves who is using this web view', async () => {
    const webView = await loggedIn(system);

    const { status, body } = await webView.bootstrap();

    expect(status).toBe(200);
    expect(body.member).toEqual({ userId: 'zhangwei', name: '张伟' });
    expect(body.app).toEqual({ agentId: 1000002, name: '客户名片' });
  });

  it('keeps the proof in a cookie no script and no other host can touch', async () => {
    const start = await zhangWei().request(apiPaths.loginStart(zhangWei().mark, zhangWei().pageUrl()));

    expect(start.headers.get('set-cookie')).toMatch(
      /^__Host-sidecard=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
    );
  });

  it('asks another web view of the same browser to prove itself', async () => {
    const first = await loggedIn(system);
    const second = new WebView(system, sprucesSales, 'LiNa', first.jar);

    expect((await second.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });

  it('lets two accounts live side by side in one cookie jar', async () => {
    const first = await loggedIn(system, 'ZhangWei');
    const second = await loggedIn(system, 'LiNa', sprucesSales, first.jar);

    expect((await first.bootstrap()).body.member.userId).toBe('zhangwei');
    expect((await second.bootstrap()).body.member.userId).toBe('lina');
  });

  it('says in the log whose request it was', async () => {
    const webView = await loggedIn(system);
    const { headers } = await webView.bootstrap();

    const lines = system.logs.filter((line) => line.includes(headers.get('x-request-id') ?? 'none'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({
        ...sprucesSales,
        userId: 'zhangwei',
        path: '/api/bootstrap',
        statusCode: 200,
      }),
    );
  });

  it('goes on when it can’t be written down that a session is in use', async () => {
    const webView = await loggedIn(system);
    system.clock.advance({ minutes: 6 });
    const set = jest
      .spyOn(system.app.get(SharedCache, { strict: false }), 'set')
      .mockRejectedValueOnce(new Error('the cache has gone'));

    expect((await webView.bootstrap()).status).toBe(200);

    expect(set).toHaveBeenCalledTimes(1);
    set.mockRestore();
  });

  it('ends a session nobody has used for eight hours, and any after a day', async () => {
    const idle = await loggedIn(system);
    const busy = await loggedIn(system);
    for (let hours = 0; hours < 7; hours += 1) {
      system.clock.advance({ hours: 1 });
      await busy.bootstrap();
    }
    system.clock.advance({ hours: 1, minutes: 1 });
    expect((await idle.bootstrap()).body.code).toBe('SESSION_CHANGED');
    expect((await busy.bootstrap()).status).toBe(200);

    for (let hours = 8; hours < 24; hours += 1) {
      system.clock.advance({ hours: 1 });
      await busy.bootstrap();
    }
    expect((await busy.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });
});

describe('a login that is not as it should be', () => {
  it('refuses a callback that is used a second time', async () => {
    const webView = zhangWei();
    const callback = await webView.authorize(await webView.beginLogin());
    await webView.request(callback);

    const again = await webView.request(callback);

    expect(again).toMatchObject({ status: 400, body: { code: 'OAUTH_STATE_INVALID' } });
  });

  it('takes a callback once, however many come at the same moment', async () => {
    const webView = zhangWei();
    const callback = await webView.authorize(await webView.beginLogin());

    const answers = await Promise.all(Array.from({ length: 10 }, () => webView.request(callback)));

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([
      302,
      ...Array.from({ length: 9 }, () => 400),
    ]);
    for (const { status, body } of answers) if (status === 400) expect(body.code).toBe('OAUTH_STATE_INVALID');
  });

  it('refuses a code that has been used elsewhere, and one older than five minutes', async () => {
    const webView = zhangWei();
    const used = new URL(await webView.authorize(await webView.beginLogin()));
    await webView.request(used.href);
    const stale = new URL(await webView.authorize(await webView.beginLogin()));
    stale.searchParams.set('code', used.searchParams.get('code') ?? '');
    expect(await webView.request(stale.href)).toMatchObject({
      status: 400,
      body: { code: 'OAUTH_CODE_INVALID' },
    });

    const old = await webView.authorize(await webView.beginLogin());
    system.clock.advance({ minutes: 5, seconds: 1 });
    expect(await webView.request(old)).toMatchObject({ status: 400, body: { code: 'OAUTH_CODE_INVALID' } });
  });

  it('refuses a state that has been away for more than ten minutes', async () => {
    const views = [zhangWei(), zhangWei()];
    const callbacks: string[] = [];
    for (const webView of views) callbacks.push(await webView.authorize(await webView.beginLogin()));
    const back = async (index: number) => (await views[index]?.request(callbacks[index] ?? ''))?.body.code;

    system.clock.advance({ minutes: 10 });
    // By then WeCom does not know the code any more: the state was good.
    expect(await back(0)).toBe('OAUTH_CODE_INVALID');
    system.clock.advance({ seconds: 1 });
    expect(await back(1)).toBe('OAUTH_STATE_INVALID');
  });

  it("refuses a state that another browser left with, and leaves that browser's login alone", async () => {
    const victim = zhangWei();
    const callback = await victim.authorize(await victim.beginLogin());
    const attacker = new WebView(system, sprucesSales, 'LiNa');
    await attacker.beginLogin();

    expect(await attacker.request(callback)).toMatchObject({
      status: 400,
      body: { code: 'OAUTH_STATE_INVALID' },
    });
    expect((await victim.request(callback)).status).toBe(302);
  });

  it('refuses a state of another app', async () => {
    const webView = zhangWei();
    const callback = new URL(await webView.authorize(await webView.beginLogin()));
    callback.pathname = apiPaths.loginCallback(begonias);

    expect(await webView.request(callback.href)).toMatchObject({
      status: 400,
      body: { code: 'OAUTH_STATE_INVALID' },
    });
  });

  it('tells somebody who is no member, and gives them no session', async () => {
    const webView = zhangWei();
    const outsider = { kind: 'outsider', openId: 'o1', externalUserId: 'wmLinXiaoyu' } as const;
    const callback = await webView.authorize(await webView.beginLogin(), outsider);

    expect(await webView.request(callback)).toMatchObject({ status: 403, body: { code: 'NOT_A_MEMBER' } });
    expect((await webView.bootstrap()).status).toBe(401);
  });

  it.each([
    { userid: 'wwlinkedcorp00001/ZhangWei' },
    { UserId: 'wwlinkedcorp00001/ZhangWei' },
    { userid: `${sprucesSales.corpId}/ZhangWei` },
    { userid: '/ZhangWei' },
    { userid: '' },
    { openid: 'oSomebody', external_userid: 'wmLinXiaoyu' },
  ])('gives no session to a member of a linked corp, nor to nobody: %j', async (answer) => {
    const webView = zhangWei();
    const callback = await webView.authorize(await webView.beginLogin());
    const body = JSON.stringify({ errcode: 0, errmsg: 'ok', ...answer });
    system.simulator.faults.nextCalls('/auth/getuserinfo', { kind: 'http', status: 200, body });

    expect(await webView.request(callback)).toMatchObject({ status: 403, body: { code: 'NOT_A_MEMBER' } });
    expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });

  it('sends a browser back to the page, which has the words for it', async () => {
    const webView = zhangWei();
    const callback = await webView.authorize(await webView.beginLogin());
    await webView.request(callback);

    const again = await webView.request(callback, { headers: { accept: 'text/html,*/*' } });

    expect(again.status).toBe(302);
    expect(again.headers.get('location')).toMatch(
      /^\/s\/wwspruce0a1b2c3d4e\/1000002#login_error=OAUTH_STATE_INVALID&request_id=[\w-]+$/,
    );
  });
});
