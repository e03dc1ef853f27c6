import { Inject, Injectable } from '@nestjs/common';
import type { WecomRefusal } from '@sidecard/contracts';
import type { EntityManager } from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { isWecomError, WecomError, WecomRelations, writeRefusalOf } from '../../wecom/index.js';
import { restAfter } from '../../work-queue/rest.js';
import { LeaseLostError, type Claim } from '../../work-queue/work-claims.js';
import { markChanged } from '../changes/mark-changed.js';
import { TakenChanges } from './taken-changes.js';
import { readChange, type WecomChange } from './wecom-change.js';
import { WecomChangeClaims } from './wecom-change-claims.js';
import { WecomChangeRow } from './wecom-change.entity.js';
import { WecomChangeMetrics } from './wecom-change-metrics.js';

/** Customers a process is at, at a time. Calls to WeCom are counted by the turnstile; this bounds our own work. */
const CUSTOMERS_AT_A_TIME = 4;
/** Between two tries, give or take a fifth. Milliseconds. */
const REST_MS = { first: 2_000, most: 60 * 60_000 };
/** Half a day of them. */
const MOST_ATTEMPTS = 24;

/** Writes to WeCom what members have changed, and notes what has become of it. */
@Injectable()
export class WecomChangeDelivery {
  constructor(
    private readonly claims: WecomChangeClaims,
    private readonly relations: WecomRelations,
    private readonly taken: TakenChanges,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    private readonly metrics: WecomChangeMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Writes what is due, some of it. @returns whether there was anything */
  async some(): Promise<boolean> {
    const claims = await this.claims.claim(CUSTOMERS_AT_A_TIME);
    await Promise.all(claims.map((claim) => this.deliver(claim)));
    return claims.length > 0;
  }

  private async deliver(claim: Claim<WecomChangeRow>): Promise<void> {
    const [row] = claim;
    const { corpId, subject } = row;
    try {
      const change = readChange(row.message);
      await this.write(row, change);
      const takenAt = this.clock.now();
      await this.transactions.run(async (manager) => {
        await this.claims.done(manager, claim);
        await forget(manager, row);
        await this.taken.apply(manager, row, change, takenAt);
      });
      this.live.announce(corpId, [subject]);
      this.metrics.tried(row, 'taken', this.clock.now());
    } catch (error) {
      await this.giveBack(claim, error).catch((trouble: unknown) => {
        // Its lease ends by itself.
        if (!(trouble instanceof LeaseLostError))
          this.logger.error({ ...fieldsOf(row), err: trouble }, 'the outbox to WeCom can not be written');
      });
    }
  }

  private write(
    { corpId, agentId, userId, subject: externalUserId }: WecomChangeRow,
    change: WecomChange,
  ): Promise<void> {
    const app = { corpId, agentId };
    const relation = { userId, externalUserId };
    return change.kind === 'tags'
      ? this.relations.markTags(app, relation, change)
      : this.relations.note(app, relation, change);
  }

  private async giveBack(claim: Claim<WecomChangeRow>, error: unknown): Promise<void> {
    // Somebody else writes it once more: twice is as once.
    if (error instanceof LeaseLostError) return;
    const [row] = claim;
    const isWecoms = error instanceof WecomError;
    const lastError = isWecoms ? error.message : 'unexpected, see the log';
    const fields = { ...fieldsOf(row), err: error };
    const refusal = writeRefusalOf(error) ?? (row.attempts + 1 >= MOST_ATTEMPTS ? 'gave_up' : null);
    if (refusal) {
      await this.refuse(claim, lastError, refusal);
      this.logger[refusal === 'gave_up' ? 'error' : 'warn']({ ...fields, refusal }, 'a change is refused');
      this.metrics.tried(row, 'refused', this.clock.now());
      return;
    }
    const rest = restAfter(row.attempts, REST_MS) * (0.8 + 0.4 * Math.random());
    const until = isWecomError(error, 'throttled') ? error.until : null;
    await this.claims.retry(claim, until ?? this.clock.now() + Math.round(rest), lastError);
    this.logger[isWecoms ? 'warn' : 'error'](fields, 'a change is written to WeCom again later');
    this.metrics.tried(row, 'postponed', this.clock.now());
  }

  /** It is not laid over the card any more, and the card says why. */
  private async refuse(
    claim: Claim<WecomChangeRow>,
    lastError: string,
    refusal: WecomRefusal,
  ): Promise<void> {
    const [{ corpId, changeId, subject }] = claim;
    await this.claims.bury(claim, lastError, async (manager) => {
      await manager.update(WecomChangeRow, { corpId, changeId }, { refusal });
      await markChanged(manager, corpId, [subject]);
    });
    this.live.announce(corpId, [subject]);
  }
}

/** What it said is not needed any more. */
async function forget(manager: EntityManager, { corpId, changeId }: WecomChangeRow): Promise<void> {
  await manager.update(WecomChangeRow, { corpId, changeId }, { message: '' });
}

function fieldsOf({ corpId, agentId, kind, changeId, attempts }: WecomChangeRow) {
  return { corpId, agentId, kind, changeId, attempts: attempts + 1 };
}
