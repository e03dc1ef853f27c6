import { randomUUID } from 'node:crypto';
import {
  type EntityManager,
  type FindOptionsWhere,
  type QueryDeepPartialEntity,
  type SelectQueryBuilder,
} from 'typeorm';
import type { Transactions } from '../database/transactions.js';
import type { Clock } from '../platform/clock.js';
import type { QueuedWork, WorkQueue } from './queued-work.js';

/** A process that dies is missed after this long. Milliseconds. */
const LEASE_MS = 60_000;

/** Rows of one lane, oldest first, that are ours until the lease ends. Never empty. */
export type Claim<Row extends QueuedWork> = [Row, ...Row[]];

/** The rows are not ours any more: somebody took us for dead, or one of them is to be done again. */
export class LeaseLostError extends Error {}

/** Which rows of a queue are whose. Each is worked off by one process at a time, and those of one lane in their order. */
export class WorkClaims<Row extends QueuedWork> {
  private readonly owner = randomUUID();

  constructor(
    private readonly queue: WorkQueue<Row>,
    private readonly transactions: Transactions,
    private readonly clock: Clock,
  ) {}

  /** Takes what is due of some lanes that nobody is at. @param corpId of this corp only */
  claim(lanes: number, corpId?: string): Promise<Claim<Row>[]> {
    return this.transactions.run(async (manager) => {
      const now = this.clock.now();
      const due = (state: 'waiting' | 'working', count: number) =>
        this.due(manager, { state, now, count, corpId }).getMany();
      // What a dead process has left behind comes first: everything of its lanes waits for it.
      const heads = await due('working', lanes);
      if (heads.length < lanes) heads.push(...(await due('waiting', lanes - heads.length)));
      const claims: Claim<Row>[] = [];
      for (const head of heads) {
        // It may be what its process has died of.
        if (head.state === 'working') head.attempts += 1;
        claims.push([head, ...(await this.next(manager, head, now))]);
      }
      for (const [head, ...others] of claims) {
        const taken = { state: 'working', leaseOwner: this.owner, nextAttemptAt: now + LEASE_MS } as const;
        await this.update(manager, [head], {}, { ...taken, attempts: head.attempts });
        if (isSome(others)) await this.update(manager, others, {}, taken);
      }
      return claims;
    });
  }

  /** @param manager of the transaction that writes what they have led to @throws LeaseLostError */
  done(manager: EntityManager, claim: Claim<Row>): Promise<void> {
    const doneAt = () => `COALESCE(done_at, ${this.clock.now()})`;
    return this.settle(manager, claim, { state: 'done', doneAt, lastError: null });
  }

  /** @param nextAttemptAt ms since 1970 @throws LeaseLostError */
  async retry([head, ...others]: Claim<Row>, nextAttemptAt: number, lastError: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const attempts = head.attempts + 1;
      await this.settle(manager, [head], { state: 'waiting', attempts, nextAttemptAt, lastError });
      await this.giveBack(manager, others);
    });
  }

  /** What is still ours of these is anybody's again. */
  async release(claim: Claim<Row>): Promise<void> {
    await this.transactions.single((manager) =>
      this.update(manager, claim, this.ours(), {
        state: 'waiting',
        nextAttemptAt: this.clock.now(),
        leaseOwner: null,
      }),
    );
  }

  /**
   * Gives up the first: those after it get their turn.
   * @param also is written with it
   * @throws LeaseLostError
   */
  async bury(
    [head, ...others]: Claim<Row>,
    lastError: string,
    also?: (manager: EntityManager) => Promise<unknown>,
  ): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.settle(manager, [head], { state: 'dead', attempts: head.attempts + 1, lastError });
      await this.giveBack(manager, others);
      await also?.(manager);
    });
  }

  private async giveBack(manager: EntityManager, others: Row[]): Promise<void> {
    if (isSome(others))
      await this.settle(manager, others, { state: 'waiting', nextAttemptAt: this.clock.now() });
  }

  private async settle(
    manager: EntityManager,
    claim: Claim<Row>,
    to: QueryDeepPartialEntity<QueuedWork>,
  ): Promise<void> {
    const affected = await this.update(manager, claim, this.ours(), { ...to, leaseOwner: null });
    if (affected !== claim.length) throw new LeaseLostError();
  }

  private ours() {
    return { state: 'working', leaseOwner: this.owner } as const;
  }

  private async update(
    manager: EntityManager,
    claim: Claim<Row>,
    where: FindOptionsWhere<QueuedWork>,
    to: QueryDeepPartialEntity<QueuedWork>,
  ): Promise<number> {
    const { affected } = await manager.update<QueuedWork>(
      this.queue.rows,
      claim.map((row) => ({ ...this.keyOf(row), ...where })),
      to,
    );
    return affected ?? 0;
  }

  private keyOf(row: Row): FindOptionsWhere<QueuedWork> {
    return Object.fromEntries(this.queue.key.map((column) => [column, row[column]]));
  }

  /** Of what is due, the first of each lane: nothing that came before it is still to be done. */
  private due(manager: EntityManager, { state, now, count, corpId }: Due): SelectQueryBuilder<Row> {
    const { rows, lane, id } = this.queue;
    const query = manager.createQueryBuilder(rows, 'item');
    const before = query
      .subQuery()
      .select('1')
      .from(rows, 'earlier')
      .where(lane.map((column) => `earlier.${column} = item.${column}`).join(' AND '))
      .andWhere(`earlier.${id} <> item.${id} AND earlier.state IN ('waiting', 'working')`)
      // Clocks of processes differ: who is at a later one is waited for, too.
      .andWhere(
        `(earlier.arrival < item.arrival OR (earlier.state = 'working' AND earlier.nextAttemptAt > :now))`,
      );
    query
      .where('item.state = :state AND item.nextAttemptAt <= :now', { state, now })
      .andWhere(`NOT EXISTS ${before.getQuery()}`)
      .orderBy('item.nextAttemptAt')
      .addOrderBy('item.arrival')
      .limit(count);
    if (corpId !== undefined) query.andWhere('item.corpId = :corpId', { corpId });
    return this.locked(query);
  }

  /** What else there is of the same lane. After a failure one at a time, so that it is the failing one that is given up. */
  private next(manager: EntityManager, head: Row, now: number): Promise<Row[]> {
    const { rows, lane, together } = this.queue;
    if (head.attempts > 0 || together === 1) return Promise.resolve([]);
    const query = manager
      .createQueryBuilder(rows, 'item')
      .where(`item.state IN ('waiting', 'working') AND item.nextAttemptAt <= :now`, { now })
      .andWhere('item.arrival > :arrival', { arrival: head.arrival })
      .orderBy('item.arrival')
      .limit(together - 1);
    for (const column of lane) query.andWhere(`item.${column} = :${column}`, { [column]: head[column] });
    return this.locked(query).getMany();
  }

  /** SQLite has one writer at a time anyway. */
  private locked(query: SelectQueryBuilder<Row>): SelectQueryBuilder<Row> {
    const isMysql = query.connection.options.type === 'mysql';
    return isMysql ? query.setLock('pessimistic_write').setOnLocked('skip_locked') : query;
  }
}

interface Due {
  state: 'waiting' | 'working';
  /** ms since 1970. */
  now: number;
  count: number;
  corpId: string | undefined;
}

function isSome<Row extends QueuedWork>(rows: Row[]): rows is Claim<Row> {
  return rows.length > 0;
}
