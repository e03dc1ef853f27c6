import { KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

export type WorkState =
  /** Due at `nextAttemptAt`, once everything of its subject that came before is over. */
  | 'waiting'
  /** Somebody is at it, until `nextAttemptAt` at most. */
  | 'working'
  | 'done'
  /** Given up. */
  | 'dead'
  /** Nothing that we act on; kept for whoever wants to know that it came. */
  | 'kept';

/** A row of a queue that survives us: written together with whatever makes it due, and worked off afterwards. */
export abstract class QueuedWork {
  @KeyColumn('corp_id') corpId: string;
  abstract agentId: number;
  /** Of one subject everything is worked off in the order of its arrival. */
  @TextColumn('subject') subject: string;
  /** Like `contact.edited`. */
  @TextColumn('kind') kind: string;
  /** ms since 1970. */
  @NumberColumn('happened_at') happenedAt: number;
  @TextColumn('message') message: string;
  /** A UUID of version 7: those that came later sort later. */
  @TextColumn('arrival') arrival: string;
  /** ms since 1970. */
  @NumberColumn('received_at') receivedAt: number;
  @TextColumn('state') state: WorkState;
  @NumberColumn('attempts') attempts: number;
  /** ms since 1970. Of `working`: when others take it over, unless it is done by then. */
  @NumberColumn('next_attempt_at') nextAttemptAt: number;
  /** The process that is at it. */
  @TextColumn('lease_owner', { nullable: true }) leaseOwner: string | null;
  /** When it was first done, ms since 1970. */
  @NumberColumn('done_at', { nullable: true }) doneAt: number | null;
  @TextColumn('last_error', { nullable: true }) lastError: string | null;
}

/** One queue: where its rows are, and which of them wait for each other. */
export interface WorkQueue<Row extends QueuedWork> {
  rows: new () => Row;
  /** The primary key. */
  key: readonly (keyof Row & string)[];
  /** The column of the key that a row is called by. */
  id: keyof Row & string;
  /** What rows have in common that are worked off one after the other. */
  lane: readonly (keyof Row & string)[];
  /** So many of a lane, at most, are worked off as one. */
  together: number;
}
