import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Registry } from 'prom-client';
import type { Repository } from 'typeorm';
import { CLOCK, type Clock } from '../platform/clock.js';
import { METRICS } from '../platform/metrics.js';
import { countOutcomes, type Outcomes } from '../work-queue/count-outcomes.js';
import { watchQueue } from '../work-queue/watch-queue.js';
import { WebhookMessage } from './webhook-message.entity.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** What can be watched of telling the company. Labels are corp ids and our own words. */
@Injectable()
export class WebhookMetrics {
  readonly tried: Outcomes<'sent' | 'postponed' | 'dead'>;

  constructor(
    @Inject(METRICS) registry: Registry,
    @InjectRepository(WebhookMessage) messages: Repository<WebhookMessage>,
    outbox: WebhookOutbox,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.tried = countOutcomes(registry, {
      outcomes: {
        name: 'sidecard_webhooks_total',
        help: 'Webhook messages: sent, postponed (tried again later), dead (given up: pnpm webhooks)',
      },
      seconds: {
        name: 'sidecard_webhook_sent_seconds',
        help: 'From a change until the receiver has taken it',
        buckets: [0.1, 0.3, 1, 3, 10, 60, 600, 3600],
      },
      success: 'sent',
    });
    watchQueue(registry, clock, {
      rows: messages,
      corpIds: () => outbox.corpIds,
      oldest: {
        name: 'sidecard_webhook_oldest_waiting_seconds',
        help: 'Age of the oldest message that is not sent and not given up; 0 for none',
      },
      dead: { name: 'sidecard_webhooks_dead', help: 'Messages that were given up and not replayed' },
    });
  }
}
