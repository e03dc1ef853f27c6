import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Registry } from 'prom-client';
import type { Repository } from 'typeorm';
import { Corps } from '../../config/corps.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { METRICS } from '../../platform/metrics.js';
import { countOutcomes, type Outcomes } from '../../work-queue/count-outcomes.js';
import { watchQueue } from '../../work-queue/watch-queue.js';
import { WecomChangeRow } from './wecom-change.entity.js';

/** What can be watched of writing to WeCom. Labels are corp ids and our own words. */
@Injectable()
export class WecomChangeMetrics {
  readonly tried: Outcomes<'taken' | 'postponed' | 'refused'>;

  constructor(
    @Inject(METRICS) registry: Registry,
    @InjectRepository(WecomChangeRow) rows: Repository<WecomChangeRow>,
    corps: Corps,
    @Inject(CLOCK) clock: Clock,
  ) {
    this.tried = countOutcomes(registry, {
      outcomes: {
        name: 'sidecard_wecom_changes_total',
        help: 'Changes written to WeCom: taken, postponed (tried again later), refused (pnpm wecom-changes)',
      },
      seconds: {
        name: 'sidecard_wecom_change_taken_seconds',
        help: 'From a member’s change until WeCom has taken it',
        buckets: [0.1, 0.3, 1, 3, 10, 60, 600, 3600],
      },
      success: 'taken',
    });
    watchQueue(registry, clock, {
      rows,
      corpIds: () => corps.all.map(({ corpId }) => corpId),
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
}
