import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { In, type Repository } from 'typeorm';
import { CLOCK, type Clock } from '../platform/clock.js';
import { METRICS } from '../platform/metrics.js';
import { WebhookMessage } from './webhook-message.entity.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** What can be watched of telling the company. Labels are corp ids and our own words. */
@Injectable()
export class WebhookMetrics {
  private readonly tries: Counter<'corp' | 'kind' | 'outcome'>;
  private readonly sentSeconds: Histogram;

  constructor(
    @Inject(METRICS) private readonly registry: Registry,
    @InjectRepository(WebhookMessage) private readonly messages: Repository<WebhookMessage>,
    private readonly outbox: WebhookOutbox,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const registers = [registry];
    this.tries = new Counter({
      name: 'sidecard_webhooks_total',
      help: 'Webhook messages: sent, postponed (tried again later), dead (given up: pnpm webhooks)',
      labelNames: ['corp', 'kind', 'outcome'],
      registers,
    });
    this.sentSeconds = new Histogram({
      name: 'sidecard_webhook_sent_seconds',
      help: 'From a change until the receiver has taken it',
      buckets: [0.1, 0.3, 1, 3, 10, 60, 600, 3600],
      registers,
    });
    this.gauge(
      'sidecard_webhook_oldest_waiting_seconds',
      'Age of the oldest message that is not sent and not given up; 0 for none',
      (corpId) => this.oldestAge(corpId),
    );
    this.gauge('sidecard_webhooks_dead', 'Messages that were given up and not replayed', (corpId) =>
      this.messages.countBy({ corpId, state: 'dead' }),
    );
  }

  /** @param now ms since 1970 */
  tried(
    { corpId, kind, receivedAt }: WebhookMessage,
    outcome: 'sent' | 'postponed' | 'dead',
    now: number,
  ): void {
    this.tries.inc({ corp: corpId, kind, outcome });
    if (outcome === 'sent') this.sentSeconds.observe((now - receivedAt) / 1000);
  }

  /** Asked of the database when somebody looks: all processes say the same. */
  private gauge(name: string, help: string, ask: (corpId: string) => Promise<number>): void {
    const gauge: Gauge<'corp'> = new Gauge({
      name,
      help,
      labelNames: ['corp'],
      registers: [this.registry],
      collect: async () => {
        gauge.reset();
        // Everything else can be watched without a database.
        await Promise.allSettled(
          this.outbox.corpIds.map(async (corp) => gauge.set({ corp }, await ask(corp))),
        );
      },
    });
  }

  private async oldestAge(corpId: string): Promise<number> {
    const oldest = await this.messages.findOne({
      select: { receivedAt: true },
      where: { corpId, state: In(['waiting', 'working']) },
      order: { receivedAt: 'ASC' },
    });
    return oldest ? Math.max(0, (this.clock.now() - oldest.receivedAt) / 1000) : 0;
  }
}
