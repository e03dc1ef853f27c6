import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { LessThan, LessThanOrEqual, type EntityManager, type Repository } from 'typeorm';
import { Corps } from '../config/corps.js';
import { Transactions } from '../database/transactions.js';
import { LiveChanges } from '../live/index.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { nextNight } from '../platform/next-night.js';
import { isWecomError, WecomError, type WecomApp } from '../wecom/index.js';
import { NOTHING_YET, syncProgressSchema, type SyncProgress } from './sync-progress.js';
import { SyncState } from './sync-state.entity.js';
import { SyncSteps } from './sync-steps.js';

/** A process that dies is missed after this long. Milliseconds. */
const LEASE_MS = 60_000;
/** After trouble, unless the platform says when. Milliseconds. */
const REST_MS = 60_000;

/** Somebody else goes on with this sync: they took it for dead. */
class LeaseLostError extends Error {}

/**
 * The initial and the nightly sync of each app. Any number of processes may try: one works at a time, and another goes on
 * from the stored place when it dies.
 */
@Injectable()
export class SyncService {
  private readonly owner = randomUUID();

  constructor(
    @InjectRepository(SyncState) private readonly rows: Repository<SyncState>,
    private readonly steps: SyncSteps,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Every app whose sync is due and that nobody else is at. @param stopped no further step is begun */
  async runDue(stopped?: AbortSignal): Promise<void> {
    for (const app of this.apps()) if (!stopped?.aborted) await this.run(app, { stopped });
  }

  /**
   * The sync of one app, if it is due and nobody else is at it.
   * @param onStep told after each step
   * @returns whether it was ours to run
   */
  async run(
    app: WecomApp,
    { stopped, onStep }: { stopped?: AbortSignal | undefined; onStep?: (at: SyncProgress) => void } = {},
  ): Promise<boolean> {
    await this.introduce(app);
    if (!(await this.claim(app))) return false;
    await this.goOn(app, stopped, onStep);
    return true;
  }

  /** Makes the next sync of an app due now. One that is under way just goes on. */
  async request(app: WecomApp): Promise<void> {
    await this.introduce(app);
    await this.transactions.single((manager) =>
      manager.update(SyncState, keyOf(app), { nextAt: this.clock.now() }),
    );
  }

  async stateOf(app: WecomApp): Promise<{ state: SyncState; progress: SyncProgress } | null> {
    const state = await this.rows.findOneBy(keyOf(app));
    return state && { state, progress: syncProgressSchema.parse(state.progress) };
  }

  /** All that are declared. */
  apps(): WecomApp[] {
    return this.corps.all.flatMap(({ corpId, apps }) => apps.map(({ agentId }) => ({ corpId, agentId })));
  }

  private async introduce(app: WecomApp): Promise<void> {
    const now = this.clock.now();
    const progress: SyncProgress = { phase: 'idle', counts: NOTHING_YET };
    await this.transactions.single((manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(SyncState)
        .values({
          ...keyOf(app),
          phase: progress.phase,
          progress,
          startedAt: null,
          finishedAt: null,
          nextAt: now,
          leaseOwner: null,
          leaseUntil: 0,
          lastError: null,
        })
        .orIgnore()
        .execute(),
    );
  }

  private async claim(app: WecomApp): Promise<boolean> {
    const now = this.clock.now();
    const { affected } = await this.transactions.single((manager) =>
      manager.update(
        SyncState,
        { ...keyOf(app), nextAt: LessThanOrEqual(now), leaseUntil: LessThan(now) },
        { leaseOwner: this.owner, leaseUntil: now + LEASE_MS },
      ),
    );
    return affected === 1;
  }

  private async goOn(
    app: WecomApp,
    stopped?: AbortSignal,
    onStep?: (at: SyncProgress) => void,
  ): Promise<void> {
    const found = await this.stateOf(app);
    if (!found) return;
    let { progress } = found;
    try {
      if (progress.phase === 'idle') {
        progress = { phase: 'tags', counts: NOTHING_YET };
        await this.store(app, progress, { startedAt: this.clock.now() });
      }
      while (progress.phase !== 'idle') {
        if (stopped?.aborted) break;
        const step = await this.steps.take(app, progress);
        await this.store(app, step.next, { lastError: null }, step.write);
        progress = step.next;
        onStep?.(progress);
      }
      const now = this.clock.now();
      const { nightly } = this.corps.get(app).corp;
      await this.release(app, progress.phase === 'idle' ? nextNight(nightly, now) : now);
    } catch (error) {
      if (error instanceof LeaseLostError) return;
      await this.rest(app, error);
    }
  }

  /** What a step has learned and where it leads, as one: a kill in between loses neither and repeats neither. */
  private async store(
    app: WecomApp,
    progress: SyncProgress,
    more: Partial<SyncState>,
    write: (manager: EntityManager) => Promise<string[]> = () => Promise.resolve([]),
  ): Promise<void> {
    const changed = await this.transactions.run(async (manager) => {
      const now = this.clock.now();
      const { affected } = await manager.update(
        SyncState,
        { ...keyOf(app), leaseOwner: this.owner },
        {
          ...more,
          phase: progress.phase,
          progress,
          leaseUntil: now + LEASE_MS,
          ...(progress.phase === 'idle' ? { finishedAt: now } : {}),
        },
      );
      if (affected !== 1) throw new LeaseLostError();
      return write(manager);
    });
    this.live.announce(app.corpId, changed);
  }

  private async release(app: WecomApp, nextAt: number): Promise<void> {
    await this.transactions.single((manager) =>
      manager.update(
        SyncState,
        { ...keyOf(app), leaseOwner: this.owner },
        { leaseOwner: null, leaseUntil: 0, nextAt },
      ),
    );
  }

  private async rest(app: WecomApp, error: unknown): Promise<void> {
    const isWecoms = error instanceof WecomError;
    this.logger[isWecoms ? 'warn' : 'error']({ ...app, err: error }, 'the sync goes on later');
    const until = isWecomError(error, 'throttled') ? error.until : null;
    await this.transactions.single((manager) =>
      manager.update(
        SyncState,
        { ...keyOf(app), leaseOwner: this.owner },
        {
          leaseOwner: null,
          leaseUntil: 0,
          nextAt: until ?? this.clock.now() + REST_MS,
          lastError: isWecoms ? error.message : 'unexpected, see the log',
        },
      ),
    );
  }
}

function keyOf({ corpId, agentId }: WecomApp): WecomApp {
  return { corpId, agentId };
}
