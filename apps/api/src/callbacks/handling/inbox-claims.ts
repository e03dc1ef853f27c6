import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import {
  In,
  LessThan,
  LessThanOrEqual,
  type EntityManager,
  type QueryDeepPartialEntity,
  type SelectQueryBuilder,
} from 'typeorm';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { CallbackEventRow } from '../callback-event.entity.js';

/** A process that dies is missed after this long. Milliseconds. */
const LEASE_MS = 60_000;
/** Events of one subject that are handled as one. */
const MOST_OF_SUBJECT = 50;

/** Events of one subject, oldest first, that are ours until the lease ends. Never empty. */
export type Claim = [CallbackEventRow, ...CallbackEventRow[]];

/** The events are not ours any more: somebody took us for dead, or one of them has been told again. */
export class LeaseLostError extends Error {}

/** Which events are whose. Each is handled by one process at a time, and those of one subject in their order. */
@Injectable()
export class InboxClaims {
  private readonly owner = randomUUID();

  constructor(
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Takes what is due of some subjects that nobody is at. */
  claim(subjects: number): Promise<Claim[]> {
    return this.transactions.run(async (manager) => {
      const now = this.clock.now();
      // What a dead process has left behind comes first: everything of its subjects waits for it.
      const heads = await this.due(manager, 'working', now, subjects).getMany();
      if (heads.length < subjects)
        heads.push(...(await this.due(manager, 'waiting', now, subjects - heads.length).getMany()));
      const claims: Claim[] = [];
      for (const head of heads) {
        // It may be what its process has died of.
        if (head.state === 'working') head.attempts += 1;
        claims.push([head, ...(await this.next(manager, head, now))]);
      }
      for (const [head, ...others] of claims) {
        const taken = { state: 'working', leaseOwner: this.owner, nextAttemptAt: now + LEASE_MS } as const;
        await manager.update(CallbackEventRow, keysOf([head]), { ...taken, attempts: head.attempts });
        if (isSome(others)) await manager.update(CallbackEventRow, keysOf(others), taken);
      }
      return claims;
    });
  }

  /** @param manager of the transaction that writes what they have led to @throws LeaseLostError */
  done(manager: EntityManager, claim: Claim): Promise<void> {
    const doneAt = () => `COALESCE(done_at, ${this.clock.now()})`;
    return this.settle(manager, claim, { state: 'done', doneAt, lastError: null });
  }

  /** @param nextAttemptAt ms since 1970 @throws LeaseLostError */
  async retry([head, ...others]: Claim, nextAttemptAt: number, lastError: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      const attempts = head.attempts + 1;
      await this.settle(manager, [head], { state: 'waiting', attempts, nextAttemptAt, lastError });
      await this.giveBack(manager, others);
    });
  }

  /** What is still ours of these is anybody's again. */
  async release(claim: Claim): Promise<void> {
    await this.transactions.single((manager) =>
      manager.update(
        CallbackEventRow,
        { ...keysOf(claim), state: 'working', leaseOwner: this.owner },
        { state: 'waiting', nextAttemptAt: this.clock.now(), leaseOwner: null },
      ),
    );
  }

  /** Gives up the first: those after it get their turn. @throws LeaseLostError */
  async bury([head, ...others]: Claim, lastError: string): Promise<void> {
    await this.transactions.run(async (manager) => {
      await this.settle(manager, [head], { state: 'dead', attempts: head.attempts + 1, lastError });
      await this.giveBack(manager, others);
    });
  }

  /** Forgets what was over before a moment (ms since 1970). @returns how many */
  async forget(before: number): Promise<number> {
    const { affected } = await this.transactions.single((manager) =>
      manager.delete(CallbackEventRow, { state: In(['done', 'kept']), receivedAt: LessThan(before) }),
    );
    return affected ?? 0;
  }

  private async giveBack(manager: EntityManager, others: CallbackEventRow[]): Promise<void> {
    if (isSome(others))
      await this.settle(manager, others, { state: 'waiting', nextAttemptAt: this.clock.now() });
  }

  private async settle(
    manager: EntityManager,
    claim: Claim,
    to: QueryDeepPartialEntity<CallbackEventRow>,
  ): Promise<void> {
    const { affected } = await manager.update(
      CallbackEventRow,
      { ...keysOf(claim), state: 'working', leaseOwner: this.owner },
      { ...to, leaseOwner: null },
    );
    if (affected !== claim.length) throw new LeaseLostError();
  }

  /** Of what is due, the first of each subject: nothing that came before it is still to be handled. */
  private due(
    manager: EntityManager,
    state: 'waiting' | 'working',
    now: number,
    count: number,
  ): SelectQueryBuilder<CallbackEventRow> {
    const query = manager.createQueryBuilder(CallbackEventRow, 'event');
    const before = query
      .subQuery()
      .select('1')
      .from(CallbackEventRow, 'earlier')
      .where('earlier.corpId = event.corpId AND earlier.agentId = event.agentId')
      .andWhere('earlier.subject = event.subject AND earlier.eventId <> event.eventId')
      .andWhere(`earlier.state IN ('waiting', 'working')`)
      // Clocks of processes differ: who is at a later one is waited for, too.
      .andWhere(
        `(earlier.arrival < event.arrival OR (earlier.state = 'working' AND earlier.nextAttemptAt > :now))`,
      );
    return this.locked(
      query
        .where('event.state = :state AND event.nextAttemptAt <= :now', { state, now })
        .andWhere(`NOT EXISTS ${before.getQuery()}`)
        .orderBy('event.nextAttemptAt')
        .addOrderBy('event.arrival')
        .limit(count),
    );
  }

  /** What else there is of the same subject. After a failure one at a time, so that it is the failing one that is given up. */
  private next(manager: EntityManager, head: CallbackEventRow, now: number): Promise<CallbackEventRow[]> {
    if (head.attempts > 0) return Promise.resolve([]);
    const { corpId, agentId, subject, arrival } = head;
    return this.locked(
      manager
        .createQueryBuilder(CallbackEventRow, 'event')
        .where({
          corpId,
          agentId,
          subject,
          state: In(['waiting', 'working']),
          nextAttemptAt: LessThanOrEqual(now),
        })
        .andWhere('event.arrival > :arrival', { arrival })
        .orderBy('event.arrival')
        .limit(MOST_OF_SUBJECT - 1),
    ).getMany();
  }

  /** SQLite has one writer at a time anyway. */
  private locked(query: SelectQueryBuilder<CallbackEventRow>): SelectQueryBuilder<CallbackEventRow> {
    const isMysql = query.connection.options.type === 'mysql';
    return isMysql ? query.setLock('pessimistic_write').setOnLocked('skip_locked') : query;
  }
}

function isSome(rows: CallbackEventRow[]): rows is Claim {
  return rows.length > 0;
}

function keysOf(claim: Claim) {
  const [{ corpId, agentId }] = claim;
  return { corpId, agentId, eventId: In(claim.map(({ eventId }) => eventId)) };
}
