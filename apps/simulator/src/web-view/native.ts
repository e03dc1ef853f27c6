import { openEnterpriseChat, openUserProfile } from './client-pages.js';
import { expectedSignature } from './jssdk-signature.js';
import type { Platform } from '../platform/platform.js';
import { findApp, findCorp, findMember, isVisible, type App, type Corp } from '../world/world.js';
import type { WebView } from '../platform/web-views.js';
import { sendChatMessage } from './send-chat-message.js';
import { isOldClient } from './user-agent.js';

export interface NativeCall {
  name: string;
  /** Whatever the page sent, functions already stripped. */
  params: Record<string, unknown>;
  /** The frame's real url; whatever follows `#` is not part of what is signed. */
  pageUrl: string;
}

const MORE_INFO = 'more info at https://open.work.weixin.qq.com/devtool/query?e=';

/**
 * The native side of `WeixinJSBridge.invoke` (5.4 to 5.7): checks signatures against the live ticket and the frame's
 * real url, and answers as the Windows client does. Null means that the native side never calls back.
 */
export function invokeNative(platform: Platform, webView: WebView, call: NativeCall): object | null {
  const fault = platform.faults.takeBridgeFault(call.name);
  if (fault?.kind === 'silent') return null;
  if (fault?.kind === 'result') return { err_msg: `${call.name}:${fault.result}` };

  const corp = findCorp(platform.world, webView.corpId);
  if (!corp) return { err_msg: `${call.name}:fail` };
  const pageUrl = call.pageUrl.split('#')[0] ?? '';
  const answer = (result: string, fields: object = {}) => ({ err_msg: `${call.name}:${result}`, ...fields });

  switch (call.name) {
    case 'agentConfig':
      return answer(...agentConfig(platform, webView, corp, call.params, pageUrl));
    case 'preVerifyJSAPI':
      return answer(corpConfig(platform, webView, corp, call.params, pageUrl));
    case 'getContext':
      if (isOldClient(webView.userAgent)) return answer('function not exist');
      return withConfig(webView, call, pageUrl, () => answer('ok', { entry: entryOf(webView) }));
    case 'getCurExternalContact':
      return withConfig(webView, call, pageUrl, () => {
        if (webView.chat.kind !== 'external') return answer('fail_without context of external contact');
        if (!mayUseCustomerContact(webView, corp)) return answer('fail_no permission');
        return answer('ok', { userId: webView.chat.externalUserId });
      });
    case 'getCurExternalChat':
      return withConfig(webView, call, pageUrl, () => {
        if (webView.chat.kind !== 'group') return answer('fail_without context of external contact');
        if (!mayUseCustomerContact(webView, corp)) return answer('fail_no permission');
        return answer('ok', { chatId: webView.chat.chatId });
      });
    case 'openEnterpriseChat':
      return withConfig(webView, call, pageUrl, () => answer(openEnterpriseChat(webView, corp, call.params)));
    case 'openUserProfile':
      return withConfig(webView, call, pageUrl, () => answer(openUserProfile(webView, corp, call.params)));
    case 'sendChatMessage':
      return withConfig(webView, call, pageUrl, () => {
        if (webView.chat.kind === 'none') return answer('fail_without context of external contact');
        if (!mayUseCustomerContact(webView, corp)) return answer('fail_no permission');
        return answer(sendChatMessage(platform, webView, call.params));
      });
    default:
      return answer('function not exist');
  }
}

/** Where the page was opened from (5.5). */
function entryOf({ chat }: WebView): string {
  switch (chat.kind) {
    case 'external':
      return 'single_chat_tools';
    case 'group':
      return 'group_chat_tools';
    case 'none':
      return 'normal';
  }
}

function agentConfig(
  platform: Platform,
  webView: WebView,
  corp: Corp,
  params: Record<string, unknown>,
  pageUrl: string,
): [result: string, fields?: object] {
  // What an old client says here is not on record; that it refuses is (5.9).
  if (isOldClient(webView.userAgent) && webView.accepted?.pageUrl !== pageUrl) return ['fail'];
  if (params['corpid'] !== corp.corpId) return [`invalid corpId ${MORE_INFO}40013`];
  const app = findApp(corp, Number(params['agentid']));
  if (!app) return [`invalid agentid ${MORE_INFO}40056`];
  if (!trustsHost(app, pageUrl)) return ['invalid url domain'];
  const { visitor } = webView;
  if (visitor.kind !== 'member' || !isVisible(app, visitor.userId)) return ['user not in allow list'];
  const ticket = platform.tickets.current({ corpId: corp.corpId, agentId: app.agentId });
  const { timestamp, nonceStr, signature } = params;
  if (!isSignedWith(ticket, nonceStr, timestamp, pageUrl, signature)) {
    return [`invalid signature ${MORE_INFO}40093`];
  }
  const jsApiList = stringsOf(params['jsApiList']);
  webView.accepted = { pageUrl, signature: String(signature), agentId: app.agentId, jsApiList };
  return ['ok', { checkResult: Object.fromEntries(jsApiList.map((name) => [name, true])) }];
}

function corpConfig(
  platform: Platform,
  webView: WebView,
  corp: Corp,
  params: Record<string, unknown>,
  pageUrl: string,
): string {
  if (params['verifyAppId'] !== corp.corpId) return 'fail';
  if (!corp.apps.some((app) => trustsHost(app, pageUrl))) return 'invalid url domain';
  const ticket = platform.tickets.current({ corpId: corp.corpId });
  const { verifyTimestamp, verifyNonceStr, verifySignature } = params;
  if (!isSignedWith(ticket, verifyNonceStr, verifyTimestamp, pageUrl, verifySignature)) {
    return `invalid signature ${MORE_INFO}40093`;
  }
  const jsApiList = stringsOf(params['verifyJsApiList']);
  webView.accepted = { pageUrl, signature: String(verifySignature), agentId: null, jsApiList };
  return 'ok';
}

/** Calls count only for the url, the signature and the list of names that were accepted (5.3 fact 5, 5.6). */
function withConfig(webView: WebView, call: NativeCall, pageUrl: string, answer: () => object): object {
  const { accepted } = webView;
  if (
    !accepted ||
    accepted.pageUrl !== pageUrl ||
    accepted.signature !== call.params['verifySignature'] ||
    !accepted.jsApiList.includes(call.name)
  ) {
    return { err_msg: `${call.name}:the permission value is offline verifying` };
  }
  return answer();
}

function mayUseCustomerContact({ accepted, visitor }: WebView, corp: Corp): boolean {
  const app = accepted?.agentId ? findApp(corp, accepted.agentId) : undefined;
  const member = visitor.kind === 'member' ? findMember(corp, visitor.userId) : undefined;
  return Boolean(app?.mayCallCustomerApis && member?.customerContact);
}

function trustsHost(app: App, pageUrl: string): boolean {
  return URL.canParse(pageUrl) && app.trustedDomains.includes(new URL(pageUrl).host);
}

function isSignedWith(
  ticket: string | null,
  nonceStr: unknown,
  timestamp: unknown,
  pageUrl: string,
  signature: unknown,
): boolean {
  return (
    ticket !== null &&
    typeof nonceStr === 'string' &&
    typeof timestamp === 'string' &&
    /^[0-9]{10}$/.test(timestamp) &&
    signature === expectedSignature(ticket, nonceStr, timestamp, pageUrl)
  );
}

function stringsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((entry) => typeof entry === 'string') : [];
}
