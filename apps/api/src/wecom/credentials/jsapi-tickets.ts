import { Inject, Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { WecomTransport, type WecomCall } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import type { Credential } from './credential.js';
import { CredentialEngine } from './credential-engine.js';

const answerSchema = z.object({ ticket: z.string().min(1), expires_in: z.unknown().optional() });

export type TicketKind = 'corp_ticket' | 'agent_ticket';

/** The two JS-SDK tickets (1.2): the corp's signs `config`, the app's signs `agentConfig`. Never one for the other. */
@Injectable()
export class JsapiTickets {
  private readonly credentials = new Map<string, Credential>();

  constructor(
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    private readonly transport: WecomTransport,
    private readonly engine: CredentialEngine,
  ) {}

  current(kind: TicketKind, app: WecomApp): string | Promise<string> {
    return this.engine.current(this.credentialOf(kind, app));
  }

  /** The client has refused what this ticket has signed. @throws WecomError when there is no other to be had */
  async replace(kind: TicketKind, app: WecomApp, ticket: string): Promise<void> {
    await this.engine.replace(this.credentialOf(kind, app), { value: ticket, errcode: SIGNATURE_REFUSED });
  }

  private credentialOf(kind: TicketKind, app: WecomApp): Credential {
    const name = `${kind}:${app.corpId}:${app.agentId}`;
    const known = this.credentials.get(name);
    if (known) return known;
    const call: WecomCall = {
      method: 'GET',
      ...(kind === 'corp_ticket'
        ? { path: '/get_jsapi_ticket' }
        : { path: '/ticket/get', query: { type: 'agent_config' } }),
      app,
      timeoutMs: this.timings.fetchMs,
    };
    const credential: Credential = {
      kind,
      corpId: app.corpId,
      agentId: kind === 'corp_ticket' ? null : app.agentId,
      key: kind === 'corp_ticket' ? `${kind}:${app.corpId}` : name,
      path: call.path,
      fetch: async () => {
        const answer = await this.transport.call(call, answerSchema);
        return { value: answer.ticket, expiresInS: answer.expires_in };
      },
    };
    this.credentials.set(name, credential);
    return credential;
  }
}

/** The errcode by which clients and platform say that a signature does not fit (chapter 2). */
const SIGNATURE_REFUSED = 40093;
