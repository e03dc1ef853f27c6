import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { Corps } from '../../config/corps.js';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import { CredentialCache, type Credential } from './credential-cache.js';

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.coerce.number() });

/** The access token of each app (1.1). */
@Injectable()
export class AccessTokens {
  constructor(
    private readonly corps: Corps,
    private readonly transport: WecomTransport,
    private readonly credentials: CredentialCache,
  ) {}

  current(app: WecomApp): Promise<string> {
    return this.credentials.current(this.credentialOf(app));
  }

  /** A token to use instead of `rejected`, which the platform has refused. */
  replace(app: WecomApp, rejected: string): Promise<string> {
    return this.credentials.replace(this.credentialOf(app), rejected);
  }

  private credentialOf(wecomApp: WecomApp): Credential {
    const { corp, app } = this.corps.get(wecomApp);
    return {
      key: `wecom:access_token:${corp.corpId}:${app.agentId}:${fingerprint(app.secret)}`,
      fetch: async () => {
        const query = { corpid: corp.corpId, corpsecret: app.secret };
        const answer = await this.transport.call({ method: 'GET', path: '/gettoken', query }, answerSchema);
        return { value: answer.access_token, expiresInS: answer.expires_in };
      },
    };
  }
}

/** A rotated secret has its own token; the key shows that without showing the secret. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}
