import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform/platform.js';
import { findApp, findCorp, findMember } from '../world/world.js';
import { chooseMemberPage, failurePage } from './pages.js';

type Query = Partial<
  Record<'login_type' | 'appid' | 'agentid' | 'redirect_uri' | 'state' | 'scanned_by', string>
>;

/**
 * The login for browsers outside WeCom (4.5). The real page shows a QR code; ours asks whose phone scans it, and comes
 * back with `scanned_by=…`.
 */
export function mountWebLogin(server: FastifyInstance, platform: Platform): void {
  server.get<{ Querystring: Query }>('/wwlogin/sso/login', (request, reply) => {
    const {
      login_type: type,
      appid = '',
      agentid,
      redirect_uri: redirectUri = '',
      state = '',
    } = request.query;
    const page = (html: string) => reply.type('text/html; charset=utf-8').send(html);

    const corp = findCorp(platform.world, appid);
    const app = corp && findApp(corp, Number(agentid));
    const redirect = URL.canParse(redirectUri) ? new URL(redirectUri) : null;
    if (type !== 'CorpApp' || !corp || !app) return page(failurePage('参数错误'));
    if (!redirect || !app.trustedDomains.includes(redirect.host)) {
      return page(failurePage('redirect_uri 与配置的授权完成回调域名不一致'));
    }
    const scannedBy = findMember(corp, request.query.scanned_by ?? '');
    if (!scannedBy) return page(chooseMemberPage(corp.name, corp.members));

    const visitor = { kind: 'member', userId: scannedBy.userId } as const;
    redirect.searchParams.append('code', platform.codes.issue(appid, redirect.host, visitor));
    redirect.searchParams.append('state', state);
    return reply.redirect(redirect.href, 302);
  });
}
