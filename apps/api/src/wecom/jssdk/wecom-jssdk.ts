import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { JssdkSignature } from '@sidecard/contracts';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { JsapiTickets } from '../credentials/jsapi-tickets.js';
import type { WecomApp } from '../wecom-app.js';
import { signPage } from './jssdk-signature.js';

@Injectable()
export class WecomJssdk {
  constructor(
    private readonly tickets: JsapiTickets,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

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
