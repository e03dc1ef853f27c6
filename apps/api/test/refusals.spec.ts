import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CHAT_HEADER, WEB_VIEW_HEADER, webViewMark } from '@sidecard/contracts';
import { getCorp, getMember, getRelation } from '@sidecard/simulator';
import { CUSTOMER, everyRoute } from './support/every-route.js';
import { countRows } from './support/inspect-storage.js';
import { routesOf } from './support/routes.js';
import { startSystem, type System } from './support/system.js';
import { begonias, loggedIn, sprucesSales, sprucesService, WebView } from './support/web-view.js';

const SUPERVISOR = 'sunyue';

/** Every route there is, asked by everybody who must not get through. */
let system: System;
let zhangWei: WebView;
let liNa: WebView;
beforeAll(async () => {
  system = await startSystem({
    configure: ({ corps }) => {
      for (const corp of corps) corp.roles.corp = [SUPERVISOR];
    },
  });
  zhangWei = await loggedIn(system);
  liNa = await loggedIn(system, 'LiNa', sprucesSales, zhangWei.jar);
  await zhangWei.card(CUSTOMER);
});
afterAll(() => system.close());

const routes = Object.entries(everyRoute).map(([name, route]) => ({ name, ...route }));
const forMembers = routes.filter(({ audience }) => ['member', 'supervisor', 'customer'].includes(audience));
const forSupervisors = routes.filter(({ audience }) => audience === 'supervisor');
const ofCustomers = routes.filter(({ audience }) => audience === 'customer');
const writes = routes.filter(({ isWrite }) => isWrite);

it('the table holds every route of the router', () => {
  expect(Object.keys(everyRoute).toSorted()).toEqual(routesOf(system));
});

/** Everybody who may not, by what is wrong with them. Nothing may have happened afterwards. */
async function refused(
  ask: Promise<{ status: number; body: { code: string } }>,
  status: number,
  code: string,
) {
  const before = await countRows(system);
  const answer = await ask;
  expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
  expect(await countRows(system)).toEqual(before);
}

describe.each(forMembers)('$name', ({ audience, ask, prepare }) => {
  it('lets the member through', async () => {
    // One of them ends the session.
    const member = await loggedIn(system, audience === 'supervisor' ? SUPERVISOR : 'ZhangWei');
    await prepare?.(member);
    expect((await ask(member)).status).toBeLessThan(300);
  });

  it('knows nobody without a cookie', async () => {
    await refused(ask(new WebView(system, sprucesSales, 'ZhangWei')), 401, 'NOT_LOGGED_IN');
  });

  it('knows nobody without a mark', async () => {
    await refused(ask(zhangWei, { headers: { [WEB_VIEW_HEADER]: '' } }), 401, 'NOT_LOGGED_IN');
  });

  it('takes no mark that this browser has not proved', async () => {
    const other = new WebView(system, sprucesSales, 'ZhangWei', zhangWei.jar);
    await refused(ask(other), 401, 'SESSION_CHANGED');
  });

  it('takes no mark that another browser has proved', async () => {
    const elsewhere = await loggedIn(system);
    const headers = { [WEB_VIEW_HEADER]: zhangWei.mark };
    await refused(ask(elsewhere, { headers }), 401, 'SESSION_CHANGED');
  });

  it.each([begonias, sprucesService])('takes no mark made over to another corp or app: %j', async (app) => {
    const random = zhangWei.mark.split('.')[2] ?? '';
    const headers = { [WEB_VIEW_HEADER]: webViewMark(app, random) };
    await refused(ask(zhangWei, { headers }), 401, 'SESSION_CHANGED');
  });

  it('knows no corp that is not declared', async () => {
    const headers = { [WEB_VIEW_HEADER]: webViewMark({ corpId: 'wwnobody', agentId: 1 }, 'r'.repeat(32)) };
    await refused(ask(zhangWei, { headers }), 404, 'UNKNOWN_APP');
  });

  it.each([
    ['another origin', () => ({ origin: 'https://evil.example' })],
    ['an origin that begins like ours', () => ({ origin: `${system.origin}.evil.example` })],
    ['an origin that ours begins like', () => ({ origin: system.origin.slice(0, -1) })],
    ['no origin that can be named', () => ({ origin: 'null' })],
    ['another site, as the browser says', () => ({ 'sec-fetch-site': 'cross-site' })],
    ['a neighbouring site, as the browser says', () => ({ 'sec-fetch-site': 'same-site' })],
    ['somebody who has typed the address', () => ({ 'sec-fetch-site': 'none' })],
  ])('takes nothing from %s', async (_where, headers) => {
    await refused(ask(zhangWei, { headers: headers() }), 403, 'ORIGIN_NOT_OURS');
  });
});

describe.each(forSupervisors)('$name', ({ ask }) => {
  it('does not exist for a member who is no supervisor', async () => {
    await refused(ask(zhangWei), 404, 'ROUTE_NOT_FOUND');
  });

  it('does not exist for a namesake of the supervisor in another corp', async () => {
    // Both are called that, and one of them supervises.
    const corp = system.config.corps.find(({ corpId }) => corpId === begonias.corpId);
    if (corp) corp.roles.corp = [];
    getCorp(system.simulator.world, begonias.corpId).members.push({
      ...getMember(getCorp(system.simulator.world, sprucesSales.corpId), SUPERVISOR),
    });
    await refused(ask(await loggedIn(system, SUPERVISOR, begonias)), 404, 'ROUTE_NOT_FOUND');
  });
});

describe.each(ofCustomers)('$name', ({ ask }) => {
  /** All that can be told from an answer, and how often WeCom was asked for it. */
  const seen = async (customer: string) => {
    const { calls } = system.simulator;
    const before = calls.count('/externalcontact/get');
    const { status, headers, body } = await ask(liNa, {}, customer);
    const { requestId: _requestId, ...said } = body;
    const names = [...headers.keys()].toSorted();
    return { status, said, names, asked: calls.count('/externalcontact/get') - before };
  };

  it('answers alike for a colleague’s customer, met or not, for nobody’s, and for none', async () => {
    const unknown = await seen('wmDoesNotExist');
    expect(unknown).toMatchObject({ status: 404, said: { code: 'CUSTOMER_NOT_FOUND' }, asked: 1 });

    for (const customer of [CUSTOMER, 'wmSongJia']) expect(await seen(customer)).toEqual(unknown);
    for (const malformed of ['wm"; --', 'w'.repeat(65), 'w'.repeat(3_000), 'wm/../é', 'w m'])
      expect(await seen(malformed)).toEqual({ ...unknown, asked: 0 });
  });

  it.each([84061, 84084, 40096, 60111, 40003, 60011, 60021, 50002, 84074, 84083])(
    'answers alike whatever WeCom refuses with: %i',
    async (errcode) => {
      const unknown = await seen('wmDoesNotExist');
      system.simulator.faults.nextCalls('/externalcontact/get', { kind: 'errcode', errcode });

      expect(await seen('wmSongJia')).toEqual(unknown);
    },
  );

  it('does not let on to another member that there is such a customer', async () => {
    await refused(ask(liNa), 404, 'CUSTOMER_NOT_FOUND');
  });

  it('does not let on to another corp’s member that there is one of that id here', async () => {
    const heJing = await loggedIn(system, 'HeJing', begonias, zhangWei.jar);
    await refused(ask(heJing), 404, 'CUSTOMER_NOT_FOUND');
  });

  it('tells a member whose relation has ended, and nothing more', async () => {
    const relation = getRelation(getCorp(system.simulator.world, sprucesSales.corpId), CUSTOMER, 'ZhangWei');
    relation.deletedBy = 'member';
    system.clock.advance({ seconds: 61 });
    // Found out here, so that nothing is left to be learned.
    await zhangWei.card(CUSTOMER);
    try {
      await refused(ask(zhangWei), 403, 'RELATION_ENDED');
    } finally {
      relation.deletedBy = null;
      system.clock.advance({ seconds: 61 });
      await zhangWei.card(CUSTOMER);
    }
  });
});

describe.each(writes)('$name', ({ audience, ask }) => {
  it('takes no write of which the browser does not say where it comes from', async () => {
    await refused(ask(zhangWei, { headers: { origin: '' } }), 403, 'ORIGIN_NOT_OURS');
  });

  if (audience !== 'customer') return;

  it.each(['wmHuangLi', 'none'])('does nothing while another chat is open: %s', async (open) => {
    await refused(ask(zhangWei, { headers: { [CHAT_HEADER]: open } }), 409, 'CHAT_CHANGED');
  });

  it('does nothing for a page that does not say which chat is open', async () => {
    await refused(ask(zhangWei, { headers: { [CHAT_HEADER]: '' } }), 400, 'INVALID_REQUEST');
  });
});
