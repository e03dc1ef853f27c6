import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Repository } from 'typeorm';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { METRICS } from '../../platform/metrics.js';
import { watchQueue } from '../../work-queue/watch-queue.js';
import { WecomChangeRow } from './wecom-change.entity.js';

/** What can be watched of writing to WeCom. Labels are corp ids and our own words. */
@Injectable()
export class WecomChangeMetrics {
  private readonly tries: Counter<'corp' | 'kind' | 'outcome'>;
  private readonly takenSeconds: Histogram;

  constructor(
    @Inject(METRICS) registry: Registry,
    @InjectRepository(WecomChangeRow) rows: Repository<WecomChangeRow>,
    @Inject(APP_CONFIG) { corps }: AppConfig,
    @Inject(CLOCK) clock: Clock,
  ) {
    const registers = [registry];
    this.tries = new Counter({
      name: 'sidecard_wecom_changes_total',
      help: 'Changes written to WeCom: taken, postponed (tried again later), refused (pnpm wecom-changes)',
      labelNames: ['corp', 'kind', 'outcome'],
      registers,
    });
    this.takenSeconds = new Histogram({
      name: 'sidecard_wecom_change_taken_seconds',
      help: 'From a member’s change until WeCom has taken it',
      buckets: [0.1, 0.3, 1, 3, 10, 60, 600, 3600],
      registers,
    });
    watchQueue(registry, clock, {
      rows,
      corpIds: () => corps.map(({ corpId }) => corpId),
      oldest: {
        name: 'sidecard_wecom_change_oldest_waiting_seconds',
        help: 'Age of the oldest change that WeCom has neither taken nor refused; 0 for none',
      },
      dead: {
        name: 'sidecard_wecom_changes_refused',
        help: 'Changes that WeCom has refused and their members have not seen so yet',
      },
    });
  }

  /** @param now ms since 1970 */
  tried(
    { corpId, kind, receivedAt }: WecomChangeRow,
    outcome: 'taken' | 'postponed' | 'refused',
    now: number,
  ): void {
    this.tries.inc({ corp: corpId, kind, outcome });
    if (outcome === 'taken') this.takenSeconds.observe((now - receivedAt) / 1000);
  }
}
