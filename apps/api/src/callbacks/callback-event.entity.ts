import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn } from '../database/columns.js';
import { QueuedWork, type WorkQueue } from '../work-queue/queued-work.js';

/**
 * One event the platform has told one app of. Written before it gets its 200, and handled afterwards. `message` is the
 * decrypted XML, for `readCallbackEvent`; `happenedAt` is what the platform says; `subject` see `subjectOf`; `kind` is
 * `unknown` for what we don't act on.
 */
@Entity('callback_events')
export class CallbackEventRow extends QueuedWork {
  @AgentKeyColumn() agentId: number;
  /** SHA-256 of the message, in hexadecimal. */
  @KeyColumn('event_id') eventId: string;
}

export const callbackQueue: WorkQueue<CallbackEventRow> = {
  rows: CallbackEventRow,
  key: ['corpId', 'agentId', 'eventId'],
  id: 'eventId',
  lane: ['corpId', 'agentId', 'subject'],
  together: 50,
};
