import { HttpService } from '@nestjs/axios';
import { Inject, Injectable } from '@nestjs/common';
import { isAxiosError, isCancel } from 'axios';
import * as z from 'zod';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { JsapiTickets } from '../credentials/jsapi-tickets.js';
import { WecomTransport } from '../http/wecom-transport.js';
import type { WecomApp } from '../wecom-app.js';

/** An app as an administrator has set it up (1.4). */
export interface AgentSetup {
  isEnabled: boolean;
  /** 可见范围: how many entries of each kind. */
  visible: { members: number; departments: number; tags: number };
  /** The domain of 网页授权, with its port if it has one; empty when there is none. */
  oauthDomain: string;
}

const agentSchema = z.object({
  allow_userinfos: z.object({ user: z.array(z.unknown()).default([]) }).optional(),
  allow_partys: z.object({ partyid: z.array(z.unknown()).default([]) }).optional(),
  allow_tags: z.object({ tagid: z.array(z.unknown()).default([]) }).optional(),
  close: z.int().default(0),
  redirect_domain: z.string().default(''),
});

/**
 * What the platform tells of how it has been set up. Tokens are those that the API uses anyway, and refusals of them are
 * remembered as always: however often somebody looks, nobody is locked out for it.
 */
@Injectable()
export class WecomSetup {
  constructor(
    private readonly http: HttpService,
    private readonly transport: WecomTransport,
    private readonly jsapiTickets: JsapiTickets,
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
  ) {}

  /** The time on the platform's clock, in ms since 1970 and whole seconds. Null when it does not answer. */
  async now(): Promise<number | null> {
    try {
      const { headers } = await this.http.axiosRef.head<unknown>('/', {
        timeout: this.timings.callMs,
        validateStatus: () => true,
      });
      const said = Date.parse(String(headers['date']));
      return Number.isNaN(said) ? null : said;
    } catch (error) {
      if (isAxiosError(error) || isCancel(error)) return null;
      throw error;
    }
  }

  /** @throws WecomError */
  async agent(app: WecomApp): Promise<AgentSetup> {
    const answer = await this.transport.call(
      { method: 'GET', path: '/agent/get', query: { agentid: app.agentId }, app },
      agentSchema,
    );
    return {
      isEnabled: answer.close === 0,
      visible: {
        members: answer.allow_userinfos?.user.length ?? 0,
        departments: answer.allow_partys?.partyid.length ?? 0,
        tags: answer.allow_tags?.tagid.length ?? 0,
      },
      oauthDomain: answer.redirect_domain,
    };
  }

  /** Whether pages can be signed (1.2): both tickets are there. @throws WecomError */
  async tickets(app: WecomApp): Promise<void> {
    await this.jsapiTickets.current('corp_ticket', app);
    await this.jsapiTickets.current('agent_ticket', app);
  }
}
