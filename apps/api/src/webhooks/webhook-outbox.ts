import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { APP_CONFIG, type AppConfig, type WebhookConfig } from '../config/app-config.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { bodyOf, type News } from './news.js';
import { WebhookMessage } from './webhook-message.entity.js';

/** Where what the company is to hear is written down. */
@Injectable()
export class WebhookOutbox {
  private readonly webhooks: Map<string, WebhookConfig>;

  constructor(
    @Inject(APP_CONFIG) { corps }: AppConfig,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.webhooks = new Map(corps.flatMap(({ corpId, webhook }) => (webhook ? [[corpId, webhook]] : [])));
  }

  /** Corps that are told anything. */
  get corpIds(): string[] {
    return [...this.webhooks.keys()];
  }

  /** Null for a corp that is told nothing. */
  webhookOf(corpId: string): WebhookConfig | null {
    return this.webhooks.get(corpId) ?? null;
  }

  /**
   * Nothing, for a corp that is told nothing.
   * @param manager of the transaction that makes the change, after it has written what others would wait for: the order
   * of a customer's messages is that of these calls
   */
  async add(manager: EntityManager, news: News): Promise<void> {
    const { corpId, agentId, externalUserId, happenedAt, happening } = news;
    if (!this.webhooks.has(corpId)) return;
    const now = this.clock.now();
    const arrival = await this.laterThanAll(manager, corpId, externalUserId);
    const message: WebhookMessage = {
      corpId,
      agentId,
      messageId: `msg_${arrival}`,
      subject: externalUserId,
      kind: happening.kind,
      happenedAt,
      message: bodyOf(news),
      arrival,
      receivedAt: now,
      state: 'waiting',
      attempts: 0,
      nextAttemptAt: now,
      leaseOwner: null,
      doneAt: null,
      lastError: null,
    };
    await manager.insert(WebhookMessage, message);
  }

  /** Clocks of processes differ, and messages of one customer must not overtake each other because of that. */
  private async laterThanAll(
    manager: EntityManager,
    corpId: string,
    externalUserId: string,
  ): Promise<string> {
    const last = await manager.findOne(WebhookMessage, {
      select: { arrival: true },
      where: { corpId, subject: externalUserId },
      order: { arrival: 'DESC' },
    });
    const id = timeSortedId();
    return last && last.arrival >= id ? timeSortedId({ msecs: msOf(last.arrival) + 1 }) : id;
  }
}

/** When a UUID of version 7 was made: its first 48 bits. */
function msOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
