import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform/platform.js';
import { findApp, findCorp, isVisible } from '../world/world.js';
import { askForWebView, failurePage } from './pages.js';

type Query = Partial<
  Record<'appid' | 'redirect_uri' | 'response_type' | 'scope' | 'state' | 'agentid' | 'web_view', string>
>;

/**
 * The authorize page (chapter 4). The real client attaches the member's identity to this request by itself; ours
 * asks the frame for its web view and comes back with `web_view=…`. Failures are pages: the app is never told.
 */
export function mountAuthorize(server: FastifyInstance, platform: Platform): void {
  server.get<{ Querystring: Query }>('/connect/oauth2/authorize', (request, reply) => {
    const { appid = '', state = '', scope, agentid, web_view: webViewId } = request.query;
    const fail = (text: string) => reply.type('text/html; charset=utf-8').send(failurePage(text));

    const redirect = parseUrl(request.query.redirect_uri ?? '');
    const corp = findCorp(platform.world, appid);
    const app = corp && (agentid ? findApp(corp, Number(agentid)) : corp.apps[0]);
    if (!redirect || !app?.trustedDomains.includes(redirect.host)) {
      return fail('redirect_uri需使用应用可信域名');
    }
    if (request.query.response_type !== 'code') return fail('response_type参数错误');
    if (!/^[a-zA-Z0-9]{0,128}$/.test(state)) return fail('state参数不合法（84025）');

    if (!webViewId) return reply.type('text/html; charset=utf-8').send(askForWebView());
    const webView = platform.webViews.find(webViewId);
    if (!webView || webView.corpId !== appid) return fail('请在企业微信客户端打开链接');
    const { visitor } = webView;
    if (scope === 'snsapi_privateinfo' && visitor.kind === 'member' && !isVisible(app, visitor.userId)) {
      return fail('你不在该应用的可见范围内');
    }

    redirect.searchParams.append('code', platform.codes.issue(appid, redirect.host, visitor));
    redirect.searchParams.append('state', state);
    return reply.redirect(redirect.href, 302);
  });
}

function parseUrl(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}
