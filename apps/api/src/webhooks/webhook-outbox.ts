import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { WebhookConfig } from '../config/app-config.js';
import { Corps } from '../config/corps.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { lastOf } from '../work-queue/last-of.js';
import { bodyOf, type News } from './news.js';
import { WebhookMessage } from './webhook-message.entity.js';

/** Where what the company is to hear is written down. */
@Injectable()
export class WebhookOutbox {
  constructor(
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Corps that are told anything. */
  get corpIds(): string[] {
    return this.corps.all.flatMap(({ corpId, webhook }) => (webhook ? [corpId] : []));
  }

  /** Null for a corp that is told nothing. */
  webhookOf(corpId: string): WebhookConfig | null {
    return this.corps.find(corpId)?.webhook ?? null;
  }

  /**
   * Nothing, for a corp that is told nothing.
   * @param manager of the transaction that makes the change, after it has written what others would wait for: the order
   * of a customer's messages is that of these calls
   */
  async add(manager: EntityManager, news: News): Promise<void> {
    const { corpId, agentId, externalUserId, happenedAt, happening } = news;
    if (!this.webhookOf(corpId)) return;
    const waiting = await lastOf(
      manager,
      WebhookMessage,
      { corpId, subject: externalUserId },
      this.clock.now(),
    );
    const message: WebhookMessage = {
      ...waiting,
      agentId,
      messageId: `msg_${waiting.arrival}`,
      kind: happening.kind,
      happenedAt,
      message: bodyOf(news),
    };
    await manager.insert(WebhookMessage, message);
  }
}
