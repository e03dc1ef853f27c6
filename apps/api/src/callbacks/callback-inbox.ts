import { hash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { Mutex } from 'async-mutex';
import DataLoader from 'dataloader';
import { In, type Repository } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { whileAway } from '../database/away.js';
import { insertNew } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import { writtenOnce } from '../database/written-once.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { subjectOf, type ReceivedCallback, type WecomApp } from '../wecom/index.js';
import { CallbackEventRow } from './callback-event.entity.js';
import { CallbackMetrics } from './callback-metrics.js';
import { InboxWorker } from './handling/inbox.worker.js';

/** Kinds whose messages say nothing of what has changed (6.6 to 6.8). */
const MAY_HIDE_ANOTHER = new Set(['contact.edited', 'group_chat.updated', 'tags.updated', 'tags.shuffled']);

/** Rows of one insert at most. */
const BATCH = 100;

/**
 * Puts events where they survive us, each once. Who comes while an insert is under way shares the next one: a commit
 * costs the same for one row as for a hundred, and two inserts at once would each have half of them.
 */
@Injectable()
export class CallbackInbox {
  private readonly inserting = new Mutex();
  private readonly loader: DataLoader<CallbackEventRow, boolean>;
  private readonly storedOf: (asked: WecomApp & { eventIds: string[] }) => Promise<CallbackEventRow[]>;

  constructor(
    @InjectRepository(CallbackEventRow) rows: Repository<CallbackEventRow>,
    private readonly transactions: Transactions,
    private readonly metrics: CallbackMetrics,
    private readonly worker: InboxWorker,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    this.loader = new DataLoader((batch) => this.inserting.runExclusive(() => this.write(batch)), {
      cache: false,
      maxBatchSize: BATCH,
      batchScheduleFn: (begin) => void this.gather(begin),
    });
    this.storedOf = writtenOnce(rows, (stored) =>
      stored
        .select(['row.corpId', 'row.agentId', 'row.eventId', 'row.arrival'])
        .where('row.corpId = :corpId AND row.agentId = :agentId AND row.eventId IN (:...eventIds)'),
    );
  }

  /**
   * Comes back once the row is committed. @returns whether it was new
   * @throws whatever kept this very row from being stored
   */
  async store(received: ReceivedCallback): Promise<boolean> {
    const row = this.rowOf(received);
    const isNew = await this.loader.load(row);
    // What is only kept is nobody's work, and looking for it would cost more than storing it.
    if (row.state === 'waiting') this.worker.wake();
    return isNew;
  }

  /** Until no insert is under way. */
  private async gather(begin: () => void): Promise<void> {
    await this.inserting.waitForUnlock();
    // SQLite is asked synchronously: without a pause nobody could come while it writes.
    await setImmediate();
    begin();
  }

  /** @returns of each row whether it was new, or what has kept it from being stored */
  private async write(batch: readonly CallbackEventRow[]): Promise<(boolean | Error)[]> {
    const stop = this.metrics.storeSeconds.startTimer();
    try {
      const rows = batch.toSorted((one, other) => (one.eventId < other.eventId ? -1 : 1));
      const arrivals = await whileAway.execute(() => this.insert(rows));
      const outcomes = batch.map((row) => outcomeOf(row, arrivals));
      const repeated = batch.filter((_row, n) => outcomes[n] === false);
      if (repeated.length > 0) await this.lookAgain(repeated);
      return outcomes;
    } catch (error) {
      this.logger.warn({ err: error, rows: batch.length }, 'callback events could not be stored');
      // One that can't be stored must not take the others along.
      if (batch.length > 1) return (await Promise.all(batch.map((row) => this.write([row])))).flat();
      return [error instanceof Error ? error : new Error(String(error))];
    } finally {
      stop();
    }
  }

  /**
   * @param rows in one order, so that inserts at the same time wait for each other instead of blocking each other
   * @returns of all these events when they first arrived, by key: an insert that ignores tells only how many were new
   */
  private async insert(rows: CallbackEventRow[]): Promise<Map<string, string>> {
    const inserted = await this.transactions.single((manager) => insertNew(manager, CallbackEventRow, rows));
    if (inserted === rows.length) return new Map(rows.map((row) => [keyOf(row), row.arrival]));
    const apps = new Map(rows.map(({ corpId, agentId }) => [`${corpId}:${agentId}`, { corpId, agentId }]));
    const stored = await Promise.all(
      [...apps.values()].map((app) =>
        this.storedOf({
          ...app,
          eventIds: rows
            .filter(({ corpId, agentId }) => corpId === app.corpId && agentId === app.agentId)
            .map(({ eventId }) => eventId),
        }),
      ),
    );
    return new Map(stored.flat().map((row) => [keyOf(row), row.arrival]));
  }

  /**
   * Two edits of one second are told in the same words to the letter, so what looks like a repetition may be another
   * edit, made after we had asked. It is asked for once more; the event stays one.
   */
  private async lookAgain(rows: readonly CallbackEventRow[]): Promise<void> {
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
      eventId: hash('sha256', message),
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
function outcomeOf(row: CallbackEventRow, arrivals: Map<string, string>): boolean | Error {
  const arrival = arrivals.get(keyOf(row));
  return arrival ? arrival === row.arrival : new Error('the row has been ignored');
}
