import { beforeEach, describe, expect, it } from '@jest/globals';
import { expectedSignature } from '../src/web-view/jssdk-signature.js';
import { createPlatform, type Platform } from '../src/platform/platform.js';
import { customerChat } from '../src/platform/sent-messages.js';
import { invokeNative } from '../src/web-view/native.js';
import type { OpenChat, WebView } from '../src/platform/web-views.js';
import { trustDomain } from '../src/world/build-world.js';
import { getApp, getCorp, getMember, type App, type Corp } from '../src/world/world.js';
import { ManualClock } from './manual-clock.js';

const PAGE = 'https://crm.example.com/s/a/1?x=客户';
const corpId = 'wwspruce0a1b2c3d4e';
let platform: Platform;
let clock: ManualClock;
let corp: Corp;
let app: App;
beforeEach(() => {
  clock = new ManualClock();
  platform = createPlatform(1, clock);
  trustDomain(platform.world, 'crm.example.com');
  corp = getCorp(platform.world, corpId);
  app = getApp(corp, 1000002);
});

function open(chat: OpenChat, userId = 'ZhangWei'): WebView {
  return platform.webViews.create({
    corpId,
    visitor: { kind: 'member', userId },
    chat,
    userAgent: 'wxwork/4.1.36',
  });
}

function signed(pageUrl = PAGE, agentId = 1000002) {
  const { ticket } = platform.tickets.issue({ corpId, agentId });
  const timestamp = '1800000000';
  return { timestamp, nonceStr: 'n', signature: expectedSignature(ticket, 'n', timestamp, pageUrl) };
}

function agentConfig(webView: WebView, changes: object = {}, pageUrl = PAGE) {
  const jsApiList = [
    'getContext',
    'getCurExternalContact',
    'getCurExternalChat',
    'openEnterpriseChat',
    'openUserProfile',
  ];
  const params = { corpid: corpId, agentid: '1000002', jsApiList, ...signed(), ...changes };
  return invokeNative(platform, webView, { name: 'agentConfig', params, pageUrl });
}

function invoke(webView: WebView, name: string, pageUrl = PAGE, own: object = {}) {
  const params = { ...own, verifySignature: webView.accepted?.signature };
  return invokeNative(platform, webView, { name, params, pageUrl });
}

const alice: OpenChat = { kind: 'external', externalUserId: 'wmLinXiaoyu' };

describe('signatures', () => {
  it.each([
    ['http://mp.weixin.qq.com?params=value', '0f9de62fce790f9a083d5c99e95740ceb90c27ed'],
    ['http://mp.weixin.qq.com', 'f4d90daf4b3bca3078ab155816175ba34c443a7b'],
  ])('of %s are the ones of chapter 8.1', (url, signature) => {
    const ticket = 'sM4AOVdWfPE4DxkXGEs8VMCPGGVi4C3VM0P37wVUCFvkVAy_90u5h9nbSlYy3-Sl-HhTdfl2fzFy1AOcHKP7qg';
    expect(expectedSignature(ticket, 'Wm3WZYTPz0wzccnW', '1414587457', url)).toBe(signature);
  });

  it('are believed for the frame’s real url, whatever follows #', () => {
    expect(agentConfig(open(alice))).toMatchObject({ err_msg: 'agentConfig:ok' });
    expect(agentConfig(open(alice), {}, `${PAGE}#/deep`)).toMatchObject({ err_msg: 'agentConfig:ok' });
  });

  it.each([
    ['for another url', () => agentConfig(open(alice), signed('https://crm.example.com/s/a/1'))],
    ['with another app’s ticket', () => agentConfig(open(alice), signed(PAGE, 1000003))],
    ['with a timestamp in milliseconds', () => agentConfig(open(alice), { timestamp: '1800000000000' })],
    ['without one', () => agentConfig(open(alice), { signature: '' })],
  ])('made %s are refused as the real client does', (_case, config) => {
    expect(config()).toEqual({
      err_msg:
        'agentConfig:invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093',
    });
  });

  it('need the right corp, a trusted domain and a member in the visible range', () => {
    expect(agentConfig(open(alice), { corpid: 'wwother' })).toMatchObject({
      err_msg: expect.stringContaining('e=40013'),
    });
    const elsewhere = 'https://evil.example/s';
    expect(agentConfig(open(alice), signed(elsewhere), elsewhere)).toEqual({
      err_msg: 'agentConfig:invalid url domain',
    });
    app.visibleTo = ['LiNa'];
    expect(agentConfig(open(alice))).toEqual({ err_msg: 'agentConfig:user not in allow list' });
  });
});

describe('a client before 3.0.24', () => {
  const openOld = () => {
    const webView = open(alice);
    webView.userAgent = 'wxwork/3.0.16';
    return webView;
  };
  const corpConfig = (webView: WebView, changes: object = {}) => {
    const { ticket } = platform.tickets.issue({ corpId });
    const params = {
      verifyAppId: corpId,
      verifyTimestamp: '1800000000',
      verifyNonceStr: 'n',
      verifySignature: expectedSignature(ticket, 'n', '1800000000', PAGE),
      verifyJsApiList: ['getCurExternalContact'],
      ...changes,
    };
    return invokeNative(platform, webView, { name: 'preVerifyJSAPI', params, pageUrl: PAGE });
  };

  it('wants the corp’s config before the app’s', () => {
    const webView = openOld();
    expect(agentConfig(webView)).toEqual({ err_msg: 'agentConfig:fail' });

    expect(corpConfig(webView)).toEqual({ err_msg: 'preVerifyJSAPI:ok' });
    expect(agentConfig(webView)).toMatchObject({ err_msg: 'agentConfig:ok' });
    expect(invoke(webView, 'getCurExternalContact')).toMatchObject({ userId: 'wmLinXiaoyu' });
  });

  it('verifies the corp’s config too', () => {
    const webView = openOld();
    const byTheApp = signed().signature;
    expect(corpConfig(webView, { verifySignature: byTheApp })).toEqual({
      err_msg:
        'preVerifyJSAPI:invalid signature more info at https://open.work.weixin.qq.com/devtool/query?e=40093',
    });
    expect(corpConfig(webView, { verifyAppId: 'wwother' })).toEqual({ err_msg: 'preVerifyJSAPI:fail' });
    expect(agentConfig(webView)).toEqual({ err_msg: 'agentConfig:fail' });
  });

  it('knows no getContext', () => {
    const webView = openOld();
    corpConfig(webView);
    agentConfig(webView);
    expect(invoke(webView, 'getContext')).toEqual({ err_msg: 'getContext:function not exist' });
  });
});

describe('the chat beside the page', () => {
  it('is told to a page with a config', () => {
    const webView = open(alice);
    agentConfig(webView);
    expect(invoke(webView, 'getContext')).toEqual({ err_msg: 'getContext:ok', entry: 'single_chat_tools' });
    expect(invoke(webView, 'getCurExternalContact')).toEqual({
      err_msg: 'getCurExternalContact:ok',
      userId: 'wmLinXiaoyu',
    });
  });

  it('is not told without one, for another url, or for a name that was not asked for', () => {
    const offline = { err_msg: 'getCurExternalContact:the permission value is offline verifying' };
    const webView = open(alice);
    expect(invoke(webView, 'getCurExternalContact')).toEqual(offline);
    agentConfig(webView);
    expect(invoke(webView, 'getCurExternalContact', 'https://crm.example.com/s/a/1')).toEqual(offline);
    agentConfig(webView, { jsApiList: ['getContext'] });
    expect(invoke(webView, 'getCurExternalContact')).toEqual(offline);
  });

  it('is no customer beside a group or beside nothing', () => {
    const group = open({ kind: 'group', chatId: 'wrSpruceRiverside' });
    agentConfig(group);
    expect(invoke(group, 'getCurExternalChat')).toMatchObject({ chatId: 'wrSpruceRiverside' });
    expect(invoke(group, 'getCurExternalContact')).toEqual({
      err_msg: 'getCurExternalContact:fail_without context of external contact',
    });
    const nothing = open({ kind: 'none' });
    agentConfig(nothing);
    expect(invoke(nothing, 'getContext')).toMatchObject({ entry: 'normal' });
  });

  it('is kept from apps and members without customer contact', () => {
    const webView = open(alice);
    agentConfig(webView);
    getMember(corp, 'ZhangWei').customerContact = false;
    expect(invoke(webView, 'getCurExternalContact')).toEqual({
      err_msg: 'getCurExternalContact:fail_no permission',
    });
  });

  it('is asked about in vain when the client is too old or silent', () => {
    const webView = open(alice);
    expect(invoke(webView, 'somethingNew')).toEqual({ err_msg: 'somethingNew:function not exist' });
    platform.faults.bridge({ kind: 'silent', name: 'agentConfig' });
    expect(agentConfig(webView)).toBeNull();
  });
});

describe('the client’s own pages', () => {
  const openChat = (webView: WebView, params: object) => invoke(webView, 'openEnterpriseChat', PAGE, params);
  const openProfile = (webView: WebView, params: object) => invoke(webView, 'openUserProfile', PAGE, params);

  it('are opened for a member’s own contacts, wherever the page is', () => {
    const webView = open({ kind: 'none' });
    agentConfig(webView);

    expect(openChat(webView, { chatId: '', externalUserIds: 'wmHuangLi' })).toEqual({
      err_msg: 'openEnterpriseChat:ok',
    });
    expect(openChat(webView, { chatId: 'wrSpruceRiverside' })).toEqual({ err_msg: 'openEnterpriseChat:ok' });
    expect(openProfile(webView, { type: 2, userid: 'wmHuangLi' })).toEqual({ err_msg: 'openUserProfile:ok' });
  });

  it.each([
    ['a colleague’s customer', { externalUserIds: 'wmHeJun' }, 'fail'],
    ['nobody', { externalUserIds: '' }, 'fail'],
    ['several', { externalUserIds: 'wmHuangLi;wmLinXiaoyu' }, 'fail'],
    ['a group that is not there', { chatId: 'wrNobody' }, 'fail unsupported chat'],
  ])('are no chat with %s', (_whom, params, said) => {
    const webView = open(alice);
    agentConfig(webView);

    expect(openChat(webView, params)).toEqual({ err_msg: `openEnterpriseChat:${said}` });
  });

  it.each([
    ['a colleague’s customer', { type: 2, userid: 'wmHeJun' }],
    ['a customer called a colleague', { type: 1, userid: 'wmHuangLi' }],
  ])('are no profile of %s', (_whom, params) => {
    const webView = open(alice);
    agentConfig(webView);

    expect(openProfile(webView, params)).toEqual({ err_msg: 'openUserProfile:fail' });
  });

  it('are not opened for a page without a config that names them', () => {
    const webView = open(alice);
    agentConfig(webView, { jsApiList: ['getContext'] });

    expect(openChat(webView, { externalUserIds: 'wmHuangLi' })).toEqual({
      err_msg: 'openEnterpriseChat:the permission value is offline verifying',
    });
    expect(openProfile(webView, { type: 2, userid: 'wmHuangLi' })).toEqual({
      err_msg: 'openUserProfile:the permission value is offline verifying',
    });
  });
});

describe('sendChatMessage', () => {
  const riverside: OpenChat = { kind: 'group', chatId: 'wrSpruceRiverside' };
  const text = { msgtype: 'text', text: { content: '您好' } };

  /** A page that has named the call in its agentConfig. */
  function beside(chat: OpenChat, userId?: string): WebView {
    const webView = open(chat, userId);
    agentConfig(webView, { jsApiList: ['sendChatMessage'] });
    return webView;
  }
  function send(webView: WebView, message: object) {
    const params = { ...message, verifySignature: webView.accepted?.signature };
    return invokeNative(platform, webView, { name: 'sendChatMessage', params, pageUrl: PAGE });
  }
  const said = (result: string) => ({ err_msg: `sendChatMessage:${result}` });
  const inChat = () => platform.sent.in(customerChat(corpId, 'ZhangWei', 'wmLinXiaoyu'));
  const upload = () =>
    platform.media.add({ corpId, type: 'image', fileName: 'a.png', bytes: Buffer.from('123456') }).mediaId;

  it('puts what it is given into the chat, in order', () => {
    const webView = beside(alice);
    const mediaid = upload();
    const news = { link: 'https://spruce.example/k2', title: 'K2', desc: '', imgUrl: '' };

    expect(send(webView, text)).toEqual(said('ok'));
    expect(send(webView, { msgtype: 'image', image: { mediaid } })).toEqual(said('ok'));
    expect(send(webView, { msgtype: 'news', news })).toEqual(said('ok'));

    expect(inChat().map(({ kind }) => kind)).toEqual(['text', 'image', 'news']);
    expect(platform.sent.in(customerChat(corpId, 'LiNa', 'wmLinXiaoyu'))).toEqual([]);
  });

  it('is for pages beside a chat that have named it, of apps and members with customer contact', () => {
    expect(send(open(alice), text)).toEqual(said('the permission value is offline verifying'));
    const unnamed = open(alice);
    agentConfig(unnamed);
    expect(send(unnamed, text)).toEqual(said('the permission value is offline verifying'));
    expect(send(beside({ kind: 'none' }), text)).toEqual(said('fail_without context of external contact'));
    expect(send(beside(riverside), text)).toEqual(said('ok'));
    const withoutApi = beside(alice);
    app.mayCallCustomerApis = false;
    expect(send(withoutApi, text)).toEqual(said('fail_no permission'));
    expect(inChat()).toEqual([]);
  });

  it.each([
    ['a media id nobody was given', () => 'nothing'],
    [
      'one of another kind',
      () => platform.media.add({ corpId, type: 'file', fileName: 'a', bytes: Buffer.from('123456') }).mediaId,
    ],
    [
      'one of another corp',
      () =>
        platform.media.add({
          corpId: 'wwbegonia5f6a7b8c9d',
          type: 'image',
          fileName: 'a',
          bytes: Buffer.from('123456'),
        }).mediaId,
    ],
  ])('refuses %s', (_case, mediaId) => {
    const webView = beside(alice);
    expect(send(webView, { msgtype: 'image', image: { mediaid: mediaId() } })).toEqual(
      said('fail, invalid mediaid'),
    );
  });

  it('refuses a media id after three days', () => {
    const webView = beside(alice);
    const mediaid = upload();
    clock.advanceSeconds(3 * 24 * 3_600 - 1);
    expect(send(webView, { msgtype: 'image', image: { mediaid } })).toEqual(said('ok'));
    clock.advanceSeconds(1);
    expect(send(webView, { msgtype: 'image', image: { mediaid } })).toEqual(said('fail, invalid mediaid'));
  });

  it('cancels and refuses when it is told to, after as many as it is told', () => {
    const webView = beside(alice);
    platform.faults.bridge({ kind: 'result', name: 'sendChatMessage', result: 'cancel', after: 1 });
    expect(send(webView, text)).toEqual(said('ok'));
    expect(send(webView, text)).toEqual(said('cancel'));
    expect(send(webView, text)).toEqual(said('cancel'));
    platform.faults.bridge({ kind: 'none', name: 'sendChatMessage' });
    expect(send(webView, text)).toEqual(said('ok'));
    expect(inChat()).toHaveLength(2);
  });
});
