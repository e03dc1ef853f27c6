import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, type AppScope, type Bootstrap, type RefusedSignature } from '@sidecard/contracts';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, type WebView } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
});
afterAll(() => system.close());

/** What the client computes (5.7), written here once more so that no shared mistake can hide. */
function clientSide(ticket: string, signed: { timestamp: number; nonceStr: string }, url: string): string {
  const text = `jsapi_ticket=${ticket}&noncestr=${signed.nonceStr}&timestamp=${signed.timestamp}&url=${url}`;
  return createHash('sha1').update(text).digest('hex');
}

/** The platform's live ticket, asked for with the app's own token. */
async function liveTicket({ corpId, agentId }: AppScope, path: string): Promise<string> {
  const corp = system.config.corps.find((candidate) => candidate.corpId === corpId);
  const secret = corp?.apps.find((app) => app.agentId === agentId)?.secret;
  const base = `${system.simulator.url}/cgi-bin`;
  const { access_token: token } = await json(`${base}/gettoken?corpid=${corpId}&corpsecret=${secret}`);
  const { ticket } = await json(`${base}${path}access_token=${token}`);
  return ticket ?? '';
}
async function json(url: string): Promise<Record<string, string>> {
  const answer: Record<string, string> = JSON.parse(await (await fetch(url)).text());
  return answer;
}
const corpTicket = (app = sprucesSales) => liveTicket(app, '/get_jsapi_ticket?');
const agentTicket = (app = sprucesSales) => liveTicket(app, '/ticket/get?type=agent_config&');

describe('the signatures of the bootstrap', () => {
  it.each([
    ['plain', ''],
    ['with a query', '?a=1&b=%20%2F&b=2'],
    ['with a query that is empty', '?'],
    ['with Chinese', '?从=工具栏&客户=林小雨'],
    ['with Chinese as browsers write it', '?%E4%BB%8E=%E5%B7%A5'],
  ])('are over the page byte for byte: %s', async (_case, query) => {
    const url = zhangWei.pageUrl(query);

    const { body } = await zhangWei.bootstrap(url);

    expect(body.jssdk.config.signature).toBe(clientSide(await corpTicket(), body.jssdk.config, url));
    expect(body.jssdk.agentConfig.signature).toBe(
      clientSide(await agentTicket(), body.jssdk.agentConfig, url),
    );
  });

  it('leave out everything from # on', async () => {
    const url = zhangWei.pageUrl('?a=1');

    const { body } = await zhangWei.bootstrap(`${url}#/somewhere?b=2`);

    expect(body.jssdk.agentConfig.signature).toBe(
      clientSide(await agentTicket(), body.jssdk.agentConfig, url),
    );
  });

  it("use each app's own ticket, never another app's or another corp's", async () => {
    const service = await loggedIn(system, 'ZhaoMin', sprucesService);
    const begonia = await loggedIn(system, 'ZhangWei', begonias);

    for (const webView of [zhangWei, service, begonia]) {
      const { body } = await webView.bootstrap();
      const signed = body.jssdk.agentConfig;
      expect(signed.signature).toBe(clientSide(await agentTicket(webView.app), signed, webView.pageUrl()));
    }
    const tickets = await Promise.all(
      [sprucesSales, sprucesService, begonias].map((app) => agentTicket(app)),
    );
    expect(new Set(tickets).size).toBe(3);
  });

  it('count seconds', async () => {
    const { body } = await zhangWei.bootstrap();

    expect(body.jssdk.config.timestamp).toBe(Math.floor(system.clock.now() / 1000));
  });

  it('ask the platform for each ticket once, however often pages are opened', async () => {
    const liNa = await loggedIn(system, 'LiNa', begonias);
    const { corpId, agentId } = begonias;
    const asked = () => [
      system.simulator.calls.count('/get_jsapi_ticket', corpId),
      system.simulator.calls.count('/ticket/get', corpId, agentId),
    ];
    system.clock.advance({ hours: 2 });
    const before = asked();

    const again = await loggedIn(system, 'LiNa', begonias);
    await Promise.all(Array.from({ length: 10 }, () => again.bootstrap()));
    await liNa.bootstrap();

    expect(asked()).toEqual(before.map((count) => count + 1));
  });
});

describe('a url that is not ours to sign', () => {
  it.each([
    ['another origin', () => 'https://evil.example/s/wwspruce0a1b2c3d4e/1000002'],
    ['our name in front of theirs', () => `${system.origin}.evil.example/s/wwspruce0a1b2c3d4e/1000002`],
    ['our name as their user', () => `${system.origin}@evil.example/s/wwspruce0a1b2c3d4e/1000002`],
    ['another app of the corp', () => `${system.origin}/s/wwspruce0a1b2c3d4e/1000003`],
    ['another corp', () => `${system.origin}/s/wwbegonia5f6a7b8c9d/1000002`],
    ['another page of ours', () => `${system.origin}/health/live`],
    ['a way around', () => `${system.origin}/s/x/../wwspruce0a1b2c3d4e/1000002`],
    ['no url', () => 'nonsense'],
  ])('is refused: %s', async (_case, url) => {
    expect(await zhangWei.bootstrap(url())).toMatchObject({ status: 400, body: { code: 'URL_NOT_OURS' } });
  });
});

describe('a signature that the client has refused', () => {
  const fetchedTickets = () => system.simulator.calls.count('/ticket/get');
  const ask = (refused: RefusedSignature | null) =>
    zhangWei.ask<Bootstrap>(apiPaths.bootstrap(zhangWei.pageUrl(), refused));
  const refuse = async (): Promise<RefusedSignature> => {
    const { body } = await ask(null);
    return { by: 'agentConfig', ...body.jssdk.agentConfig };
  };

  it('has its ticket replaced when that has died before its time, once for all who report it', async () => {
    const refused = await refuse();
    system.simulator.faults.killTicket(sprucesSales);
    const before = fetchedTickets();

    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(refused)));

    const ticket = await agentTicket();
    for (const { body } of answers)
      expect(body.jssdk.agentConfig.signature).toBe(
        clientSide(ticket, body.jssdk.agentConfig, zhangWei.pageUrl()),
      );
    // Ours, and the one this test has asked for.
    expect(fetchedTickets() - before).toBe(2);
  });

  it('costs nothing when another ticket has made it, or nobody has', async () => {
    const refused = await refuse();
    const before = fetchedTickets();

    for (const signature of [
      '0'.repeat(40),
      refused.signature.replace(/^./, (digit) => (digit === 'a' ? 'b' : 'a')),
    ])
      expect((await ask({ ...refused, signature })).status).toBe(200);

    expect(fetchedTickets() - before).toBe(0);
  });

  it('is answered with the same ticket when the platform lends no other, and does not ask each time', async () => {
    const refused = await refuse();
    const before = fetchedTickets();

    for (let report = 0; report < 5; report += 1) expect((await ask(refused)).status).toBe(200);

    expect(fetchedTickets() - before).toBe(1);
  });
});
