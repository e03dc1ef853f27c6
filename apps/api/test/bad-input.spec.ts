import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, errorBodySchema, WEB_VIEW_HEADER } from '@sidecard/contracts';
import { cacheKeysOf, countRows } from './support/inspect-storage.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, WebView, type Answer } from './support/web-view.js';

let system: System;
let zhangWei: WebView;
let stranger: WebView;
beforeAll(async () => {
  system = await startSystem();
  zhangWei = await loggedIn(system);
  await zhangWei.card('wmLinXiaoyu');
  await zhangWei.bootstrap();
  stranger = new WebView(system, sprucesSales, 'ZhangWei', zhangWei.jar);
});
afterAll(() => system.close());

const random = 'r'.repeat(32);
const page = '/s/wwspruce0a1b2c3d4e/1000002';
const megabytes = (count: number) => 'x'.repeat(count * 1024 * 1024);

type Case = [name: string, status: number, code: string, ask: () => Promise<Answer>];

const cases: Case[] = [
  [
    'an unknown corp in the mark',
    404,
    'UNKNOWN_APP',
    () => start(`wwnobody.1000002.${random}`, '/s/wwnobody/1000002'),
  ],
  [
    'an unknown agent',
    404,
    'UNKNOWN_APP',
    () => start(`wwspruce0a1b2c3d4e.1.${random}`, '/s/wwspruce0a1b2c3d4e/1'),
  ],
  [
    'an agent id that is no number',
    400,
    'INVALID_REQUEST',
    () => start(`wwspruce0a1b2c3d4e.abc.${random}`, page),
  ],
  ['an unknown corp in a callback', 404, 'UNKNOWN_APP', () => callback('wwnobody/1000002', 'c', 's')],
  ['an unknown agent in a callback', 404, 'UNKNOWN_APP', () => callback('wwspruce0a1b2c3d4e/1', 'c', 's')],
  [
    'an agent of words in a callback',
    400,
    'INVALID_REQUEST',
    () => callback('wwspruce0a1b2c3d4e/x', 'c', 's'),
  ],
  [
    'a state nobody left with',
    400,
    'OAUTH_STATE_INVALID',
    () => callback('wwspruce0a1b2c3d4e/1000002', 'c', 'abc'),
  ],
  [
    'a state of other signs',
    400,
    'INVALID_REQUEST',
    () => callback('wwspruce0a1b2c3d4e/1000002', 'c', 'a-b'),
  ],
  ['no code', 400, 'INVALID_REQUEST', () => callback('wwspruce0a1b2c3d4e/1000002', '', 'abc')],
  [
    'a code that is too long',
    400,
    'INVALID_REQUEST',
    () => callback('wwspruce0a1b2c3d4e/1000002', 'c'.repeat(513), 'a'),
  ],
  [
    'a code given twice',
    400,
    'INVALID_REQUEST',
    () => zhangWei.request(`${apiPaths.loginCallback(sprucesSales)}?code=a&code=b&state=c`),
  ],
  ['a code WeCom does not know', 400, 'OAUTH_CODE_INVALID', invented],
  ['a return to another origin', 400, 'INVALID_REQUEST', () => start(mark(), 'https://evil.example/')],
  ['a return to another origin, slyly', 400, 'INVALID_REQUEST', () => start(mark(), '//evil.example/s/a/1')],
  [
    'a return to another origin, by backslash',
    400,
    'INVALID_REQUEST',
    () => start(mark(), '/\\evil.example'),
  ],
  [
    'a return to such a page of another origin',
    400,
    'INVALID_REQUEST',
    () => start(mark(), `https://evil.example${page}`),
  ],
  [
    'a return to another app of the corp',
    400,
    'INVALID_REQUEST',
    () => start(mark(), '/s/wwspruce0a1b2c3d4e/1000003'),
  ],
  ['a return to another corp', 400, 'INVALID_REQUEST', () => start(mark(), '/s/wwbegonia5f6a7b8c9d/1000002')],
  ['a return to another page', 400, 'INVALID_REQUEST', () => start(mark(), '/health/live')],
  ['a return to javascript', 400, 'INVALID_REQUEST', () => start(mark(), 'javascript:alert(1)')],
  ['a url that is not ours to sign', 400, 'URL_NOT_OURS', () => zhangWei.bootstrap('https://evil.example/')],
  ['no url to sign', 400, 'INVALID_REQUEST', () => zhangWei.ask('/api/bootstrap')],
  ['two urls to sign', 400, 'INVALID_REQUEST', () => zhangWei.ask('/api/bootstrap?url=a&url=b')],
  [
    'a customer id of other signs',
    404,
    'CUSTOMER_NOT_FOUND',
    () => zhangWei.card('wm"; DROP TABLE customers; --'),
  ],
  ['a customer id that is too long', 404, 'CUSTOMER_NOT_FOUND', () => zhangWei.card('w'.repeat(65))],
  ['a customer nobody knows', 404, 'CUSTOMER_NOT_FOUND', () => zhangWei.card('wmNobody')],
  ['a body of 10 MB', 413, 'PAYLOAD_TOO_LARGE', () => post(megabytes(10), 'application/json')],
  ['a body that is no JSON', 400, 'INVALID_REQUEST', () => post('{"a":', 'application/json')],
  ['a body of another kind', 400, 'INVALID_REQUEST', () => post('<xml/>', 'application/xml')],
  ['a form', 400, 'INVALID_REQUEST', () => post('note=x', 'application/x-www-form-urlencoded')],
  ['plain text', 400, 'INVALID_REQUEST', () => post('{"note":"x"}', 'text/plain')],
  [
    'a body that reaches for the prototype',
    400,
    'INVALID_REQUEST',
    () => post('{"__proto__":{"a":1}}', 'application/json'),
  ],
  [
    'a tag that no corp has',
    400,
    'INVALID_REQUEST',
    () => zhangWei.changeTags('wmLinXiaoyu', { add: ['etNobody'] }),
  ],
  [
    'a remark longer than WeCom takes',
    400,
    'INVALID_REQUEST',
    () => zhangWei.changeRemark('wmLinXiaoyu', { remark: '长'.repeat(21) }),
  ],
  [
    'a refusal that is called by no id',
    400,
    'INVALID_REQUEST',
    () => zhangWei.dismissChange('wmLinXiaoyu', "x' OR 1"),
  ],
  ['a mark of another web view', 401, 'SESSION_CHANGED', () => stranger.card('wmLinXiaoyu')],
  [
    'a malformed mark',
    401,
    'NOT_LOGGED_IN',
    () => zhangWei.request('/api/bootstrap?url=x', { headers: { [WEB_VIEW_HEADER]: 'x' } }),
  ],
  [
    'no cookie',
    401,
    'NOT_LOGGED_IN',
    () => new WebView(system, sprucesSales, 'ZhangWei').card('wmLinXiaoyu'),
  ],
  ['a route that does not exist', 404, 'ROUTE_NOT_FOUND', () => zhangWei.ask('/api/nothing/here')],
  [
    'a route that does not exist, asked in XML',
    404,
    'ROUTE_NOT_FOUND',
    () =>
      zhangWei.ask('/wecom/nothing', {
        method: 'POST',
        body: '<xml/>',
        headers: { 'content-type': 'text/xml' },
      }),
  ],
  [
    'a method that does not exist',
    404,
    'ROUTE_NOT_FOUND',
    () => zhangWei.ask('/api/bootstrap', { method: 'DELETE' }),
  ],
  [
    'a refused signature of no shape',
    400,
    'INVALID_REQUEST',
    () => zhangWei.ask(`${apiPaths.bootstrap(zhangWei.pageUrl())}&refused=agentConfig.x`),
  ],
  [
    'a header of 20 KB',
    400,
    'INVALID_REQUEST',
    () => zhangWei.ask('/health/live', { headers: { 'x-large': 'x'.repeat(20_000) } }),
  ],
  [
    'a path that can’t be decoded',
    400,
    'INVALID_REQUEST',
    () => zhangWei.ask('/api/customers/%E0%A4%A/card'),
  ],
];

describe('bad input gets a clear refusal and changes nothing', () => {
  it.each(cases)('%s', async (_name, status, code, ask) => {
    const before = await everythingStored();

    const answer = await ask();

    expect({ status: answer.status, code: answer.body.code }).toEqual({ status, code });
    expect(errorBodySchema.safeParse(answer.body).success).toBe(true);
    expect(answer.body.requestId).toBe(answer.headers.get('x-request-id'));
    expect(JSON.stringify(answer.body)).not.toMatch(/\bat \S+ \(|node_modules|\.[jt]s:\d+|SELECT|node:/);
    expect(await everythingStored()).toEqual(before);
  });
});

function mark(): string {
  return `wwspruce0a1b2c3d4e.1000002.${random}`;
}

function start(withMark: string, returnTo: string): Promise<Answer> {
  return zhangWei.request(apiPaths.loginStart(withMark, returnTo));
}

function callback(app: string, code: string, state: string): Promise<Answer> {
  return zhangWei.request(`/api/auth/callback/${app}?code=${code}&state=${state}`);
}

/** A genuine state with a code nobody has given out: the state is used up, and nothing else happens. */
async function invented(): Promise<Answer> {
  const url = new URL(await zhangWei.authorize(await zhangWei.beginLogin()));
  url.searchParams.set('code', randomBytes(20).toString('hex'));
  return zhangWei.request(url.href);
}

function post(body: string, type: string): Promise<Answer> {
  return zhangWei.revealPhones('wmLinXiaoyu', { body, headers: { 'content-type': type } });
}

async function everythingStored() {
  return { rows: await countRows(system), keys: (await cacheKeysOf(system)).toSorted() };
}
