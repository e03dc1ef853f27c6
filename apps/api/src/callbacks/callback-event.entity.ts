import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn, NumberColumn, TextColumn } from '../database/columns.js';

export type CallbackState =
  /** Due at `nextAttemptAt`, once everything of its subject that came before is over. */
  | 'waiting'
  /** Somebody is at it, until `nextAttemptAt` at most. */
  | 'working'
  | 'done'
  /** Given up. */
  | 'dead'
  /** Nothing that we act on; kept for whoever wants to know what the platform sends. */
  | 'kept';

/** One event the platform has told one app of. Written before it gets its 200, and handled afterwards. */
@Entity('callback_events')
export class CallbackEventRow {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  /** SHA-256 of the message, in hexadecimal. */
  @KeyColumn('event_id') eventId: string;
  /** Of one subject everything is handled in the order of its arrival; see `subjectOf`. */
  @TextColumn('subject') subject: string;
  /** Like `contact.edited`; `unknown` for what we don't act on. */
  @TextColumn('kind') kind: string;
  /** ms since 1970, as the platform says. */
  @NumberColumn('happened_at') happenedAt: number;
  /** The decrypted XML, for `readCallbackEvent`. */
  @TextColumn('message') message: string;
  /** A UUID of version 7: those that came later sort later. */
  @TextColumn('arrival') arrival: string;
  /** ms since 1970. */
  @NumberColumn('received_at') receivedAt: number;
  @TextColumn('state') state: CallbackState;
  @NumberColumn('attempts') attempts: number;
  /** ms since 1970. Of `working`: when others take it over, unless it is done by then. */
  @NumberColumn('next_attempt_at') nextAttemptAt: number;
  /** The process that is at it. */
  @TextColumn('lease_owner', { nullable: true }) leaseOwner: string | null;
  /** When it was first handled, ms since 1970. */
  @NumberColumn('done_at', { nullable: true }) doneAt: number | null;
  @TextColumn('last_error', { nullable: true }) lastError: string | null;
}
