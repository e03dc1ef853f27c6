import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { apiPaths, sidebarPath } from '@sidecard/contracts';
import { CookieJar } from 'tough-cookie';
import { everyRoute } from './support/every-route.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, WebView, type Asking } from './support/web-view.js';

const OF_SESSION = 5;
const OF_ADDRESS = 200;

let system: System;
let address: string;
let addresses = 0;
beforeAll(async () => {
  system = await startSystem({
    configure: (config) => {
      config.limits = { webViewPerMinute: OF_SESSION, addressPerMinute: OF_ADDRESS };
    },
  });
});
afterAll(() => system.close());
beforeEach(() => {
  addresses += 1;
  address = `203.0.113.${addresses}`;
});

/** From the address of this test, which nobody has used yet. */
const from = ({ headers, ...asking }: Asking = {}): Asking => ({
  ...asking,
  headers: { 'x-forwarded-for': address, ...headers },
});
const stranger = () => new WebView(system, sprucesSales, 'ZhangWei');
const startPath = (webView: WebView) => apiPaths.loginStart(webView.mark, sidebarPath(sprucesSales));
const health = async () => (await stranger().request('/health/live', from())).status;

/** Asks as often as the address may, and once more. @returns the statuses that came, without repetitions */
async function untilTooMuch(ask: () => Promise<{ status: number }>): Promise<number[]> {
  const statuses: number[] = [];
  for (let count = 0; count <= OF_ADDRESS; count += 1) statuses.push((await ask()).status);
  return [...new Set(statuses)];
}

describe('a session that asks too much', () => {
  it('is told to wait and how long, and no other is', async () => {
    const [greedy, modest] = [await loggedIn(system), await loggedIn(system)];
    for (let count = 0; count < OF_SESSION; count += 1) expect((await greedy.bootstrap()).status).toBe(200);

    const refused = await greedy.bootstrap();

    expect(refused).toMatchObject({ status: 429, body: { code: 'RATE_LIMITED' } });
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused.body.details).toEqual({ retryAfterS: seconds });
    expect((await modest.bootstrap()).status).toBe(200);
  });

  it('is told so whatever is wrong with its requests', async () => {
    const greedy = await loggedIn(system);
    const statuses = [];
    for (let count = 0; count <= OF_SESSION; count += 1) statuses.push((await greedy.card('wmHeJun')).status);

    expect(statuses).toEqual([...Array.from({ length: OF_SESSION }, () => 404), 429]);
  });

  it('is not one that somebody else has begun under the same mark', async () => {
    const victim = await loggedIn(system);
    const thief = new WebView(system, sprucesSales, 'LiNa', new CookieJar());
    Object.assign(thief, { mark: victim.mark });
    await thief.login();
    for (let count = 0; count <= OF_SESSION; count += 1) await thief.bootstrap();

    expect((await thief.bootstrap()).status).toBe(429);
    expect((await victim.bootstrap()).status).toBe(200);
  });
});

describe('an address that asks too much', () => {
  it('starts no more logins, which weigh more, and no other address is kept from it', async () => {
    const starts = [];
    for (let count = 0; count < 11; count += 1)
      starts.push((await stranger().request(startPath(stranger()), from())).status);

    expect(starts).toEqual([...Array.from({ length: 10 }, () => 302), 429]);
    expect(await health()).toBe(429);
    expect(
      (await stranger().request('/health/live', { headers: { 'x-forwarded-for': '198.51.100.1' } })).status,
    ).toBe(200);
  });

  it('is an office, where whoever is logged in goes on working', async () => {
    const colleague = await loggedIn(system);
    await untilTooMuch(() => stranger().request('/health/live', from()));

    expect((await colleague.request(startPath(colleague), from())).status).toBe(429);
    expect((await colleague.ask(apiPaths.customerCard('wmLinXiaoyu'), from())).status).toBe(200);
  });

  it('may be the platform’s, which is never told so', async () => {
    await untilTooMuch(() => stranger().request('/health/live', from()));

    const called = letterTo(system, sprucesSales, editedXml(sprucesSales, 1));
    expect((await post(called, { 'x-forwarded-for': address })).status).toBe(200);
  });

  it.each([
    ['routes that don’t exist', 404, () => stranger().request('/wp-login.php', from())],
    [
      'bodies that can’t be read',
      400,
      () =>
        stranger().request(
          apiPaths.followUps('wmLinXiaoyu'),
          from({ method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }),
        ),
    ],
    [
      'bodies that are too large',
      413,
      () =>
        stranger().request(
          apiPaths.followUps('wmLinXiaoyu'),
          from({
            method: 'POST',
            body: JSON.stringify('x'.repeat(70_000)),
            headers: { 'content-type': 'application/json' },
          }),
        ),
    ],
    ['sessions it has not', 401, () => stranger().ask(apiPaths.customerContact, from())],
    ['what is not there', 404, () => stranger().request('/metrics', from())],
  ])('may have asked for %s', async (_what, status, ask) => {
    expect(await untilTooMuch(ask)).toEqual([status, 429]);
    expect(await health()).toBe(429);
  });

  it('is the /64 of an IPv6 address', async () => {
    address = '2001:db8:1:2::1';
    await untilTooMuch(() => stranger().request('/health/live', from()));

    address = '2001:db8:1:2:ffff::2';
    expect(await health()).toBe(429);
    address = '2001:db8:1:3::1';
    expect(await health()).toBe(200);
  });
});

describe('another site', () => {
  /** As a browser sends it: `fetch` states a mode of its own. */
  const send = async (url: string, destination: string, webView = stranger(), { apiUrl } = system) => {
    const sent = get(apiUrl + url.replace(system.origin, ''), {
      headers: {
        'x-forwarded-for': address,
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': destination,
        cookie: await webView.jar.getCookieString(system.apiUrl),
      },
    });
    const { statusCode: status, headers } = await new Promise<IncomingMessage>((resolve, reject) => {
      sent.on('response', (answer) => resolve(answer.resume())).on('error', reject);
    });
    for (const cookie of headers['set-cookie'] ?? []) await webView.jar.setCookie(cookie, system.apiUrl);
    return { status: status ?? 0, location: headers.location ?? '' };
  };

  it('uses up nothing of the address, whichever route it names', async () => {
    const cross = from({ headers: { 'sec-fetch-site': 'cross-site', 'sec-fetch-dest': 'image' } });
    for (const { ask } of Object.values(everyRoute))
      expect(await ask(stranger(), cross)).toMatchObject({ status: 403, body: { code: 'ORIGIN_NOT_OURS' } });

    expect(await untilTooMuch(() => stranger().request('/nothing/here', cross))).toEqual([403]);
    expect(await health()).toBe(200);
  });

  it('uses up nothing by leading a browser to the API, nor by a frame', async () => {
    expect(await untilTooMuch(() => send(apiPaths.customerContact, 'document'))).toEqual([403]);
    expect(await untilTooMuch(() => send(startPath(stranger()), 'iframe'))).toEqual([403]);

    expect(await health()).toBe(200);
  });

  it('may lead a browser to the login and back from it, and by a link to what is no API', async () => {
    const webView = stranger();

    const start = await send(startPath(webView), 'document', webView);
    const back = await send(await webView.authorize(start.location), 'document', webView);

    expect(back).toEqual({ status: 302, location: `${sidebarPath(sprucesSales)}#` });
    expect((await webView.bootstrap()).status).toBe(200);
    expect((await send('/health/live', 'document')).status).toBe(200);
  });

  it('may show the login in a frame where FRAMED_BY names one that shows the page', async () => {
    const framed = await startSystem({
      configure: ({ server }) => {
        server.framedBy = 'http://127.0.0.1:4600';
      },
    });
    try {
      expect((await send(startPath(stranger()), 'iframe', stranger(), framed)).status).toBe(302);
      expect((await send(startPath(stranger()), 'image', stranger(), framed)).status).toBe(403);
      const { headers } = await stranger().request('/health/live');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect((await fetch(`${framed.apiUrl}/health/live`)).headers.get('x-frame-options')).toBeNull();
    } finally {
      await framed.close();
    }
  });
});
