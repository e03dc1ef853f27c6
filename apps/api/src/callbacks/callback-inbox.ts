import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import { In, type Repository } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import * as z from 'zod';
import { whileAway } from '../database/away.js';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { subjectOf, type ReceivedCallback } from '../wecom/index.js';
import { CallbackEventRow } from './callback-event.entity.js';
import { CallbackMetrics } from './callback-metrics.js';
import { InboxWorker } from './handling/inbox.worker.js';

/** Kinds whose messages say nothing of what has changed (6.6 to 6.8). */
const MAY_HIDE_ANOTHER = new Set(['contact.edited', 'group_chat.updated', 'tags.updated', 'tags.shuffled']);

/** MySQL says how many were new; when all were, there is nothing to ask. */
const countSchema = z.object({ affectedRows: z.number() });

/** Rows of one insert at most. */
const BATCH = 100;

type Outcome = { isNew: boolean } | { failure: unknown };

interface Waiting {
  row: CallbackEventRow;
  outcome: Outcome | null;
}

/**
 * Puts events where they survive us, each once. Who comes while an insert is under way shares the next one: a commit costs
 * the same for one row as for a hundred.
 */
@Injectable()
export class CallbackInbox {
  private readonly turns = new Mutex();
  private readonly waiting: Waiting[] = [];

  constructor(
    @InjectRepository(CallbackEventRow) private readonly rows: Repository<CallbackEventRow>,
    private readonly transactions: Transactions,
    private readonly metrics: CallbackMetrics,
    private readonly worker: InboxWorker,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * Comes back once the row is committed. @returns whether it was new
   * @throws whatever kept this very row from being stored
   */
  async store(received: ReceivedCallback): Promise<boolean> {
    const mine: Waiting = { row: this.rowOf(received), outcome: null };
    this.waiting.push(mine);
    // Whose turn it is writes for all who wait, so that most find it done when theirs comes.
    await this.turns.runExclusive(async () => {
      if (mine.outcome) return;
      // SQLite is asked synchronously: without a pause nobody could come while it writes.
      await setImmediate();
      await this.write(this.waiting.splice(0, BATCH));
    });
    if (!mine.outcome) throw new Error('BUG_NO_OUTCOME: a turn has passed without writing its row');
    if ('failure' in mine.outcome) throw mine.outcome.failure;
    this.worker.wake();
    return mine.outcome.isNew;
  }

  private async write(batch: Waiting[]): Promise<void> {
    const stop = this.metrics.storeSeconds.startTimer();
    try {
      const arrivals = await whileAway.execute(() => this.insert(batch.map(({ row }) => row)));
      const outcomes = batch.map(({ row }) => outcomeOf(row, arrivals));
      const repeated = batch.filter((_one, n) => outcomes[n] && 'isNew' in outcomes[n] && !outcomes[n].isNew);
      if (repeated.length > 0) await this.lookAgain(repeated.map(({ row }) => row));
      for (const [n, one] of batch.entries()) one.outcome = outcomes[n] ?? null;
    } catch (error) {
      this.logger.warn({ err: error, rows: batch.length }, 'callback events could not be stored');
      // One that can't be stored must not take the others along.
      if (batch.length > 1) await Promise.all(batch.map((one) => this.write([one])));
      else for (const one of batch) one.outcome = { failure: error };
    } finally {
      stop();
    }
  }

  /** @returns of all these events when they first arrived, by key: an insert that ignores tells only how many were new */
  private async insert(rows: CallbackEventRow[]): Promise<Map<string, string>> {
    const { raw } = await this.transactions.single((manager) =>
      manager
        .createQueryBuilder()
        .insert()
        .into(CallbackEventRow)
        .values(rows)
        .orIgnore()
        .updateEntity(false)
        .execute(),
    );
    if (countSchema.safeParse(raw).data?.affectedRows === rows.length)
      return new Map(rows.map((row) => [keyOf(row), row.arrival]));
    const stored = await this.rows.find({
      select: { corpId: true, agentId: true, eventId: true, arrival: true },
      where: rows.map(({ corpId, agentId, eventId }) => ({ corpId, agentId, eventId })),
    });
    return new Map(stored.map((row) => [keyOf(row), row.arrival]));
  }

  /**
   * Two edits of one second are told in the same words to the letter, so what looks like a repetition may be another
   * edit, made after we had asked. It is asked for once more; the event stays one.
   */
  private async lookAgain(rows: CallbackEventRow[]): Promise<void> {
    const known = rows.filter(({ kind }) => MAY_HIDE_ANOTHER.has(kind));
    if (known.length === 0) return;
    await this.transactions.single((manager) =>
      manager.update(
        CallbackEventRow,
        known.map(({ corpId, agentId, eventId }) => ({
          corpId,
          agentId,
          eventId,
          state: In(['working', 'done']),
        })),
        // Whoever is at it has asked too early, and finds that it is not theirs any more.
        { state: 'waiting', attempts: 0, nextAttemptAt: this.clock.now(), leaseOwner: null },
      ),
    );
  }

  private rowOf({ app, message, event }: ReceivedCallback): CallbackEventRow {
    const now = this.clock.now();
    return {
      ...app,
      eventId: createHash('sha256').update(message).digest('hex'),
      subject: subjectOf(event),
      kind: event.kind === 'unknown' ? event.kind : `${event.kind}.${event.change}`,
      happenedAt: event.happenedAt,
      message,
      arrival: timeSortedId(),
      receivedAt: now,
      state: event.kind === 'unknown' ? 'kept' : 'waiting',
      attempts: 0,
      nextAttemptAt: now,
      leaseOwner: null,
      doneAt: null,
      lastError: null,
    };
  }
}

function keyOf({ corpId, agentId, eventId }: CallbackEventRow): string {
  return `${corpId}:${agentId}:${eventId}`;
}

/** `INSERT IGNORE` ignores more than keys that are there: a row counts as stored when it has been seen. */
function outcomeOf(row: CallbackEventRow, arrivals: Map<string, string>): Outcome {
  const arrival = arrivals.get(keyOf(row));
  return arrival ? { isNew: arrival === row.arrival } : { failure: new Error('the row has been ignored') };
}
