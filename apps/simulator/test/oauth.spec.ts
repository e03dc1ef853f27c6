import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Visitor } from '../src/platform/oauth-codes.js';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { ManualClock } from './manual-clock.js';

const clock = new ManualClock();
const corpId = 'wwspruce0a1b2c3d4e';
let simulator: Simulator;
beforeAll(async () => {
  simulator = await createSimulator({ clock });
});
afterAll(() => simulator.close());

const member = (userId: string): Visitor => ({ kind: 'member', userId });

async function authorize(changes: Record<string, string> = {}, visitor: Visitor | null = member('ZhangWei')) {
  const query = new URLSearchParams({
    appid: corpId,
    redirect_uri: `${simulator.webViewOrigin}/back?a=1`,
    response_type: 'code',
    scope: 'snsapi_base',
    state: 'abc123',
    agentid: '1000002',
    ...changes,
  });
  if (visitor) {
    const chat = { kind: 'none' } as const;
    query.set(
      'web_view',
      simulator.webViews.create({ corpId, visitor, chat, userAgent: 'wxwork/4.1.36' }).id,
    );
  }
  const response = await fetch(`${simulator.url}/connect/oauth2/authorize?${query.toString()}`, {
    redirect: 'manual',
  });
  return { status: response.status, location: response.headers.get('location'), page: await response.text() };
}

async function identify(code: string, secret = 'spruce-sales-secret-for-the-simulator-only', corp = corpId) {
  const base = `${simulator.url}/cgi-bin`;
  const { access_token: token } = JSON.parse(
    await (await fetch(`${base}/gettoken?corpid=${corp}&corpsecret=${secret}`)).text(),
  );
  const answer = await fetch(`${base}/auth/getuserinfo?access_token=${token}&code=${code}`);
  return JSON.parse(await answer.text());
}

async function freshCode(visitor?: Visitor): Promise<string> {
  const { location } = await authorize({}, visitor);
  return new URL(location ?? '').searchParams.get('code') ?? '';
}

describe('authorize', () => {
  it('sends the browser back with code and state behind the query that was there', async () => {
    const { status, location } = await authorize();
    expect(status).toBe(302);
    expect(location).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/back\?a=1&code=[\w-]{43}&state=abc123$/);
  });

  it('says state even when it is empty', async () => {
    expect((await authorize({ state: '' })).location).toMatch(/&state=$/);
  });

  it.each([
    ['another host', { redirect_uri: 'https://evil.example/back' }],
    ['another port', { redirect_uri: 'http://127.0.0.1:1/back' }],
    ['no url', { redirect_uri: 'back' }],
    ['another corp', { appid: 'wwnobody' }],
    ['another agent', { agentid: '7' }],
  ])('shows the trusted-domain page for %s, and redirects nowhere', async (_case, changes) => {
    const { status, location, page } = await authorize(changes);
    expect({ status, location }).toEqual({ status: 200, location: null });
    expect(page).toContain('redirect_uri需使用应用可信域名');
  });

  it.each(['a-b', 'a b', '中', 'a'.repeat(129)])('refuses the state "%s"', async (state) => {
    expect((await authorize({ state })).page).toContain('84025');
  });

  it('asks a plain browser to come back in WeCom', async () => {
    const { location, page } = await authorize({}, null);
    expect(location).toBeNull();
    expect(page).toContain('请在企业微信客户端打开链接');
  });
});

describe('the client', () => {
  /** Runs the script of the authorize page in a frame that is a web view. @returns where the frame goes */
  async function followed(hash: string): Promise<string[]> {
    const { page } = await authorize({}, null);
    const [, script = ''] = /<script>([^]*)<\/script>/.exec(page) ?? [];
    const went: string[] = [];
    runInNewContext(script, {
      URL,
      window: { name: 'wecom-web-view:wv1:ua' },
      document: { body: {} },
      location: {
        hash,
        href: `https://open.example/authorize?state=s${hash}`,
        replace: (url: string) => went.push(url),
      },
    });
    return went;
  }

  it('attaches the member only to a url that ends as it must', async () => {
    expect(await followed('#wechat_redirect')).toEqual([
      'https://open.example/authorize?state=s&web_view=wv1#wechat_redirect',
    ]);
    expect(await followed('')).toEqual([]);
  });
});

describe('the code', () => {
  it('tells who the member is, once', async () => {
    const code = await freshCode();
    expect(await identify(code)).toMatchObject({ errcode: 0, userid: 'ZhangWei' });
    expect(await identify(code)).toMatchObject({ errcode: 40029 });
  });

  it('lives five minutes', async () => {
    const code = await freshCode();
    clock.advanceSeconds(5 * 60);
    expect(await identify(code)).toMatchObject({ errcode: 0 });

    const late = await freshCode();
    clock.advanceSeconds(5 * 60 + 1);
    expect(await identify(late)).toMatchObject({ errcode: 40029 });
  });

  it('is of no use to another corp', async () => {
    const code = await freshCode();
    expect(
      await identify(code, 'begonia-secret-for-the-simulator-only', 'wwbegonia5f6a7b8c9d'),
    ).toMatchObject({
      errcode: 40029,
    });
  });

  it('tells an outsider’s openid, and who they are as a customer', async () => {
    const outsider: Visitor = { kind: 'outsider', openId: 'oABC', externalUserId: 'wmLinXiaoyu' };
    const answer = await identify(await freshCode(outsider));
    expect(answer).toMatchObject({ errcode: 0, openid: 'oABC', external_userid: 'wmLinXiaoyu' });
    expect(answer).not.toHaveProperty('userid');
  });
});
