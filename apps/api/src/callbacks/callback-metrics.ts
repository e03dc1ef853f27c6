import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Counter, Histogram, type Registry } from 'prom-client';
import type { Repository } from 'typeorm';
import { Corps } from '../config/corps.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { METRICS } from '../platform/metrics.js';
import { countOutcomes, type Outcomes } from '../work-queue/count-outcomes.js';
import { watchQueue } from '../work-queue/watch-queue.js';
import { CallbackEventRow } from './callback-event.entity.js';
import type { ReceivedCallback, RefusalReason } from '../wecom/index.js';

/** Names of unknown events that are counted under their own: the platform may invent any number. */
const MOST_NAMES = 50;

/** What can be watched of being called back. Labels are corp ids, our own words and the platform's event names. */
@Injectable()
export class CallbackMetrics {
  readonly storeSeconds: Histogram;
  private readonly receipts: Counter<'corp' | 'kind' | 'outcome'>;
  private readonly countOne: Outcomes<'done' | 'postponed' | 'dead'>;
  private readonly refusals: Counter<'reason'>;
  private readonly unknown: Counter<'name'>;
  private readonly names = new Set<string>();

  constructor(
    @Inject(METRICS) registry: Registry,
    @InjectRepository(CallbackEventRow) rows: Repository<CallbackEventRow>,
    corps: Corps,
    @Inject(CLOCK) clock: Clock,
  ) {
    const registers = [registry];
    this.receipts = new Counter({
      name: 'sidecard_callbacks_received_total',
      help: 'Callbacks of the platform: new, duplicate (we have it already), not_stored (the platform may send it again)',
      labelNames: ['corp', 'kind', 'outcome'],
      registers,
    });
    this.refusals = new Counter({
      name: 'sidecard_callbacks_refused_total',
      help: 'Requests that were not believed to be the platform’s, by what was wrong with them',
      labelNames: ['reason'],
      registers,
    });
    this.unknown = new Counter({
      name: 'sidecard_callbacks_unknown_total',
      help: 'Events that nothing acts on, by the name the platform gives them; other for the rarer ones',
      labelNames: ['name'],
      registers,
    });
    this.countOne = countOutcomes(registry, {
      outcomes: {
        name: 'sidecard_callbacks_handled_total',
        help: 'Events of the inbox: done, postponed (tried again later), dead (given up: pnpm events)',
      },
      seconds: {
        name: 'sidecard_callback_done_seconds',
        help: 'From an event’s arrival until the CRM knows what it has led to',
        buckets: [0.03, 0.1, 0.3, 1, 3, 10, 60, 600],
      },
      success: 'done',
    });
    watchQueue(registry, clock, {
      rows,
      corpIds: () => corps.all.map(({ corpId }) => corpId),
      oldest: {
        name: 'sidecard_callback_oldest_waiting_seconds',
        help: 'Age of the oldest event that is not handled and not given up; 0 for none',
      },
      dead: { name: 'sidecard_callbacks_dead', help: 'Events that were given up and not replayed' },
    });
    this.storeSeconds = new Histogram({
      name: 'sidecard_callback_store_seconds',
      help: 'How long it took to write the events that were waiting',
      buckets: [0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3],
      registers,
    });
  }

  received({ app, event }: ReceivedCallback, outcome: 'new' | 'duplicate' | 'not_stored'): void {
    this.receipts.inc({ corp: app.corpId, kind: event.kind, outcome });
    if (event.kind === 'unknown' && outcome === 'new') this.unknown.inc({ name: this.labelOf(event.name) });
  }

  refused(reason: RefusalReason): void {
    this.refusals.inc({ reason });
  }

  /** @param now ms since 1970 */
  handled(rows: CallbackEventRow[], outcome: 'done' | 'postponed' | 'dead', now: number): void {
    for (const row of rows) this.countOne(row, outcome, now);
  }

  private labelOf(name: string): string {
    if (this.names.size < MOST_NAMES) this.names.add(name);
    return this.names.has(name) ? name : 'other';
  }
}
