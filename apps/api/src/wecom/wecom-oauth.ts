import { Inject, Injectable } from '@nestjs/common';
import * as z from 'zod';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { WecomTransport } from './http/wecom-transport.js';
import { normalizeUserId } from './user-id.js';
import type { WecomApp } from './wecom-app.js';

/** Who came back from WeCom's OAuth page. */
export type Visitor = { kind: 'member'; userId: string } | { kind: 'outsider' };

/** The old and the new identity call differ in letter case (1.3): either is understood. */
const answerSchema = z.object({ userid: z.string().optional(), UserId: z.string().optional() });

@Injectable()
export class WecomOauth {
  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly transport: WecomTransport,
  ) {}

  /**
   * Where to send the browser (4.1). The order of parameters and the fragment are the platform's.
   * @param state letters and digits, at most 128 bytes
   */
  authorizeUrl({ corpId, agentId }: WecomApp, redirectUri: string, state: string): string {
    const parameters = [
      `appid=${encodeURIComponent(corpId)}`,
      `redirect_uri=${encodeURIComponent(redirectUri)}`,
      'response_type=code',
      'scope=snsapi_base',
      `state=${state}`,
      `agentid=${agentId}`,
    ];
    return `${this.config.wecom.oauthBaseUrl}/connect/oauth2/authorize?${parameters.join('&')}#wechat_redirect`;
  }

  /**
   * Where to send a browser outside WeCom: a QR code, to be scanned with the app (4.5). It comes back as from OAuth.
   * @param state letters and digits, at most 128 bytes
   */
  webLoginUrl({ corpId, agentId }: WecomApp, redirectUri: string, state: string): string {
    const query = new URLSearchParams({
      login_type: 'CorpApp',
      appid: corpId,
      agentid: String(agentId),
      redirect_uri: redirectUri,
      state,
    });
    return `${this.config.wecom.loginBaseUrl}/wwlogin/sso/login?${query.toString()}`;
  }

  /** Exchanges a code, once: it is used up by asking (1.3). @throws WecomError `login_again` when it is no good */
  async identify(app: WecomApp, code: string): Promise<Visitor> {
    const answer = await this.transport.call(
      { method: 'GET', path: '/auth/getuserinfo', query: { code }, app, idempotent: false },
      answerSchema,
    );
    const userId = answer.userid ?? answer.UserId;
    // `CorpId/userid` is a member of a linked corp (1.3): nobody of ours, though the part after the slash may look like one.
    return userId && !userId.includes('/')
      ? { kind: 'member', userId: normalizeUserId(userId) }
      : { kind: 'outsider' };
  }
}
