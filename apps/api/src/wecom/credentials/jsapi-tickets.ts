import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport, type WecomCall } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';
import { CredentialCache } from './credential-cache.js';

const answerSchema = z.object({ ticket: z.string().min(1), expires_in: z.coerce.number() });

/** The two JS-SDK tickets (1.2): the corp's signs `config`, the app's signs `agentConfig`. Never one for the other. */
@Injectable()
export class JsapiTickets {
  constructor(
    private readonly transport: WecomTransport,
    private readonly credentials: CredentialCache,
  ) {}

  corpTicket(app: WecomApp): Promise<string> {
    return this.ticket(`wecom:corp_ticket:${app.corpId}`, { method: 'GET', path: '/get_jsapi_ticket', app });
  }

  agentTicket(app: WecomApp): Promise<string> {
    return this.ticket(`wecom:agent_ticket:${app.corpId}:${app.agentId}`, {
      method: 'GET',
      path: '/ticket/get',
      query: { type: 'agent_config' },
      app,
    });
  }

  private ticket(key: string, call: WecomCall): Promise<string> {
    return this.credentials.current({
      key,
      fetch: async () => {
        const answer = await this.transport.call(call, answerSchema);
        return { value: answer.ticket, expiresInS: answer.expires_in };
      },
    });
  }
}
