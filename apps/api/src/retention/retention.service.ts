import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { Counter, type Registry } from 'prom-client';
import { In, LessThan, LessThanOrEqual, type DataSource } from 'typeorm';
import { APP_CONFIG, type AppConfig, type CorpConfig } from '../config/app-config.js';
import { insertNew } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { METRICS } from '../platform/metrics.js';
import { nextNight } from '../platform/next-night.js';
import { outdated, type Outdated } from './outdated.js';
import { RetentionState } from './retention-state.entity.js';

const DAY_MS = 24 * 60 * 60_000;
/** A process that dies is missed after this long. Milliseconds. */
const LEASE_MS = 60_000;
/** After trouble. Milliseconds. */
const REST_MS = 60 * 60_000;
/** Rows of one statement: whoever writes waits for no longer than these take. */
const ROWS_AT_A_TIME = 500;

/** Somebody else goes on: they took us for dead. */
class LeaseLostError extends Error {}

/** Removes what has been kept for as long as the YAML says, every night: of each corp one process at a time. */
@Injectable()
export class RetentionService {
  private readonly owner = randomUUID();
  private readonly removed: Counter<'corp' | 'what'>;

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly transactions: Transactions,
    @Inject(METRICS) registry: Registry,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.removed = new Counter({
      name: 'sidecard_retention_removed_total',
      help: 'Rows that were kept long enough and are gone, by corp and by what the YAML calls them',
      labelNames: ['corp', 'what'],
      registers: [registry],
    });
  }

  /** Every corp that is due and that nobody else is at. @param stopped no further statement is begun */
  async runDue(stopped?: AbortSignal): Promise<void> {
    for (const corp of this.config.corps) if (!stopped?.aborted) await this.run(corp, stopped);
  }

  private async run(corp: CorpConfig, stopped: AbortSignal | undefined): Promise<void> {
    const { corpId, nightly } = corp;
    await this.introduce(corp);
    if (!(await this.claim(corpId))) return;
    try {
      for (const what of outdated) await this.remove(corp, what, stopped);
      const now = this.clock.now();
      await this.release(
        corpId,
        stopped?.aborted ? { nextAt: now } : { nextAt: nextNight(nightly, now), finishedAt: now },
      );
    } catch (error) {
      if (error instanceof LeaseLostError) return;
      this.logger.error({ corpId, err: error }, 'what is too old is removed later');
      await this.release(corpId, { nextAt: this.clock.now() + REST_MS });
    }
  }

  private async remove(
    { corpId, retention }: CorpConfig,
    { kept, entity, id, of }: Outdated,
    stopped: AbortSignal | undefined,
  ): Promise<void> {
    const days = retention[kept];
    if (days === null) return;
    const where = of(corpId, this.clock.now() - days * DAY_MS);
    let found: number;
    do {
      if (stopped?.aborted) return;
      const rows = await this.dataSource.manager.find(entity, {
        select: { [id]: true },
        where,
        take: ROWS_AT_A_TIME,
      });
      found = rows.length;
      if (found === 0) return;
      await this.renew(corpId);
      const ids = rows.map((row) => row[id]);
      const { affected } = await this.transactions.single((manager) =>
        manager.delete(entity, { ...where, [id]: In(ids) }),
      );
      this.removed.inc({ corp: corpId, what: kept }, affected ?? 0);
    } while (found === ROWS_AT_A_TIME);
  }

  /** Not before the next night: whoever has just changed the YAML may think better of it. */
  private async introduce({ corpId, nightly }: CorpConfig): Promise<void> {
    const nextAt = nextNight(nightly, this.clock.now());
    const row = { corpId, nextAt, leaseOwner: null, leaseUntil: 0, finishedAt: null };
    await this.transactions.single((manager) => insertNew(manager, RetentionState, [row]));
  }

  private async claim(corpId: string): Promise<boolean> {
    const now = this.clock.now();
    const { affected } = await this.transactions.single((manager) =>
      manager.update(
        RetentionState,
        { corpId, nextAt: LessThanOrEqual(now), leaseUntil: LessThan(now) },
        { leaseOwner: this.owner, leaseUntil: now + LEASE_MS },
      ),
    );
    return affected === 1;
  }

  private async renew(corpId: string): Promise<void> {
    const { affected } = await this.transactions.single((manager) =>
      manager.update(
        RetentionState,
        { corpId, leaseOwner: this.owner },
        { leaseUntil: this.clock.now() + LEASE_MS },
      ),
    );
    if (affected !== 1) throw new LeaseLostError();
  }

  private async release(
    corpId: string,
    to: Partial<Pick<RetentionState, 'nextAt' | 'finishedAt'>>,
  ): Promise<void> {
    await this.transactions.single((manager) =>
      manager.update(
        RetentionState,
        { corpId, leaseOwner: this.owner },
        { ...to, leaseOwner: null, leaseUntil: 0 },
      ),
    );
  }
}
