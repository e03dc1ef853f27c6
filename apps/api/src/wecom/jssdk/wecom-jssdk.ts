import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { JssdkSignature, RefusedSignature } from '@sidecard/contracts';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { JsapiTickets } from '../credentials/jsapi-tickets.js';
import type { WecomApp } from '../wecom-app.js';
import { isWecomError } from '../wecom-error.js';
import { signPage } from './jssdk-signature.js';

@Injectable()
export class WecomJssdk {
  constructor(
    private readonly tickets: JsapiTickets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The client has refused a signature (42012, 40093): its ticket may have died before its time. Replaced only when it was
   * the ticket we have now that made it; when the platform lends no other, the ticket is not what is wrong.
   */
  async renewTicket(app: WecomApp, pageUrl: string, refused: RefusedSignature): Promise<void> {
    const kind = refused.by === 'config' ? 'corp_ticket' : 'agent_ticket';
    const ticket = await this.tickets.current(kind, app);
    const { signature } = signPage(ticket, refused.nonceStr, refused.timestamp, pageUrl);
    if (signature !== refused.signature) return;
    try {
      await this.tickets.replace(kind, app, ticket);
    } catch (error) {
      if (!isWecomError(error, 'refresh', 'busy', 'throttled', 'crowded')) throw error;
    }
  }

  /** Both signatures for one page. Whether the page is ours to sign is for the caller to know. */
  async sign(
    app: WecomApp,
    pageUrl: string,
  ): Promise<{ config: JssdkSignature; agentConfig: JssdkSignature }> {
    const [corpTicket, agentTicket] = await Promise.all([
      this.tickets.current('corp_ticket', app),
      this.tickets.current('agent_ticket', app),
    ]);
    const timestampS = Math.floor(this.clock.now() / 1000);
    const nonce = () => randomBytes(12).toString('hex');
    return {
      config: signPage(corpTicket, nonce(), timestampS, pageUrl),
      agentConfig: signPage(agentTicket, nonce(), timestampS, pageUrl),
    };
  }
}
