import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import * as z from 'zod';
import { Corps } from '../../config/corps.js';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import type { Credential, Rejected } from './credential.js';
import { CredentialEngine } from './credential-engine.js';

const answerSchema = z.object({ access_token: z.string().min(1), expires_in: z.unknown().optional() });

/** The access token of each app (1.1). */
@Injectable()
export class AccessTokens {
  private readonly credentials = new Map<string, Credential>();

  constructor(
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    private readonly corps: Corps,
    private readonly transport: WecomTransport,
    private readonly engine: CredentialEngine,
  ) {
    // They hold secrets, which may be others from now on.
    corps.beforeReplacing(async () => () => this.credentials.clear());
  }

  current(app: WecomApp): string | Promise<string> {
    return this.engine.current(this.credentialOf(app));
  }

  /** A token to use instead of one that the platform has refused. @throws WecomError */
  replace(app: WecomApp, rejected: Rejected): Promise<string> {
    return this.engine.replace(this.credentialOf(app), rejected);
  }

  /** The replacement has been refused too. */
  giveUp(app: WecomApp, rejected: Rejected): Promise<void> {
    return this.engine.giveUp(this.credentialOf(app), rejected);
  }

  private credentialOf(wecomApp: WecomApp): Credential {
    const name = `${wecomApp.corpId}:${wecomApp.agentId}`;
    const known = this.credentials.get(name);
    if (known) return known;
    const { corp, app } = this.corps.get(wecomApp);
    const credential: Credential = {
      kind: 'access_token',
      corpId: corp.corpId,
      agentId: app.agentId,
      key: `access_token:${name}:${fingerprint(app.secret)}`,
      path: '/gettoken',
      fetch: async () => {
        const answer = await this.transport.call(
          {
            method: 'GET',
            path: '/gettoken',
            query: { corpid: corp.corpId, corpsecret: app.secret },
            timeoutMs: this.timings.fetchMs,
          },
          answerSchema,
        );
        return { value: answer.access_token, expiresInS: answer.expires_in };
      },
    };
    this.credentials.set(name, credential);
    return credential;
  }
}

/** A rotated secret has its own token, and its own troubles; the key shows that without showing the secret. */
function fingerprint(secret: string): string {
  return createHash('sha256').update(secret).digest('hex').slice(0, 8);
}
