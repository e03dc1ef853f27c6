import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths } from '@sidecard/contracts';
import { getApp, getCorp } from '@sidecard/simulator';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
});
afterAll(() => system.close());
beforeEach(async () => {
  system.simulator.faults.clear();
  // A gate that the last test has closed is open again.
  system.clock.advance({ minutes: 10 });
  zhangWei = await loggedIn(system);
});

describe('when WeCom is in trouble', () => {
  const broken = [
    ['is busy', { kind: 'errcode', errcode: -1 }],
    ['limits us', { kind: 'errcode', errcode: 45009 }],
    ['answers HTML', { kind: 'http', status: 502, body: '<html>bad gateway</html>' }],
    ['answers nothing', { kind: 'http', status: 200, body: '' }],
  ] as const;

  it.each(broken)('shows what it knew: WeCom %s', async (_case, fault) => {
    const known = (await zhangWei.card('wmNoAvatar')).body;
    system.clock.advance({ minutes: 10 });
    system.simulator.faults.nextCalls('/externalcontact/get', fault, 5);

    const { status, body } = await zhangWei.card('wmNoAvatar');

    expect(status).toBe(200);
    expect(known.upToDate).toBe(true);
    expect(body).toMatchObject({ confirmedAt: known.confirmedAt, upToDate: false });
  });

  it.each(broken)('shows nothing that is older than a day: WeCom %s', async (_case, fault) => {
    await zhangWei.card('wmNoAvatar');
    system.clock.advance({ hours: 24 });
    const zhangWeiToday = await loggedIn(system);
    system.simulator.faults.nextCalls('/externalcontact/get', fault, 10);
    expect((await zhangWeiToday.card('wmNoAvatar')).body.upToDate).toBe(false);

    system.clock.advance({ seconds: 1 });

    const refusal = { status: 503, body: { code: 'WECOM_UNAVAILABLE' } };
    expect(await zhangWeiToday.card('wmNoAvatar')).toMatchObject(refusal);
    expect(await zhangWeiToday.revealPhones('wmNoAvatar')).toMatchObject(refusal);
  });

  it.each(broken)('says so for a customer it has never seen: WeCom %s', async (_case, fault) => {
    const wangQiang = await loggedIn(system, 'WangQiang');
    system.simulator.faults.nextCalls('/externalcontact/get', fault, 5);

    expect(await wangQiang.card('woTangWei')).toMatchObject({
      status: 503,
      body: { code: 'WECOM_UNAVAILABLE' },
    });
  });

  it.each([
    [48002, 502, 'CUSTOMER_API_FORBIDDEN'],
    [50001, 502, 'DOMAIN_NOT_TRUSTED'],
    [60020, 502, 'IP_NOT_TRUSTED'],
    [60011, 403, 'OUTSIDE_VISIBLE_RANGE'],
    [84074, 403, 'CUSTOMER_CONTACT_DISABLED'],
    [50003, 502, 'WECOM_MISCONFIGURED'],
    [84083, 502, 'WECOM_NOT_PERMITTED'],
  ])('takes its no (%i) for a no: an old copy is not shown', async (errcode, status, code) => {
    await zhangWei.card('wmNoAvatar');
    system.clock.advance({ minutes: 10 });
    system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode }, 2);

    const refusal = { status, body: { code, details: { errcode } } };
    expect(await zhangWei.card('wmNoAvatar')).toMatchObject(refusal);
    expect(await zhangWei.revealPhones('wmNoAvatar')).toMatchObject(refusal);
  });

  it('shows a card without the names it can’t be told just now', async () => {
    const wangQiang = await loggedIn(system, 'WangQiang');
    await system.database.query('DELETE FROM members');
    system.simulator.faults.nextCalls('/user/get', { kind: 'errcode', errcode: 99902 }, 10);

    const { status, body } = await wangQiang.card('wmFengXue');

    expect(status).toBe(200);
    expect(body.colleagues).toMatchObject([{ userId: 'zhaomin', name: null }]);
    system.simulator.faults.clear();
    expect((await wangQiang.card('wmFengXue')).body.colleagues).toMatchObject([{ name: '赵敏' }]);
  });

  it('finds out what the client does not say: the app may not ask, or the member has no customer contact', async () => {
    const corp = getCorp(system.simulator.world, sprucesSales.corpId);
    const app = getApp(corp, sprucesSales.agentId);
    const asked = async (webView: WebView) => (await webView.ask(apiPaths.customerContact)).body.code;
    const sunYue = await loggedIn(system, 'SunYue');

    expect((await zhangWei.ask(apiPaths.customerContact)).body).toEqual({ enabled: true });
    expect(await asked(sunYue)).toBe('CUSTOMER_CONTACT_DISABLED');
    app.mayCallCustomerApis = false;
    try {
      expect(await asked(zhangWei)).toBe('CUSTOMER_API_FORBIDDEN');
    } finally {
      app.mayCallCustomerApis = true;
    }
  });

  it('logs an errcode it has never met with its number', async () => {
    const wangQiang = await loggedIn(system, 'WangQiang');
    system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode: 99901 });

    const { status, body } = await wangQiang.card('wmLiuYang');
    expect(status).toBe(500);
    expect(body).toEqual({
      code: 'UNEXPECTED',
      message: 'something unexpected happened',
      requestId: expect.any(String),
    });
    expect(system.logs.join('')).toContain('"errcode":99901');
  });
});
