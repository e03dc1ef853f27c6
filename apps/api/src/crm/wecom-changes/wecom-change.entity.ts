import type { WecomRefusal } from '@sidecard/contracts';
import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';
import { QueuedWork, type WorkQueue } from '../../work-queue/queued-work.js';

/**
 * Something a member has changed of their own relation to a customer, on its way to WeCom. `subject` is the customer, by
 * external user id; `message` says what (`wecom-change.ts`), and nothing any more once that is over: it may be a phone.
 * `dead` is what WeCom has refused, until the member has seen that, and `kept` from then on.
 */
@Entity('wecom_changes')
export class WecomChangeRow extends QueuedWork {
  /** Made by the page. */
  @KeyColumn('change_id') changeId: string;
  /** The app in which it was made, and which writes it. */
  @NumberColumn('agent_id') agentId: number;
  /** Whose relation it is. */
  @TextColumn('user_id') userId: string;
  /** Of what is dead. */
  @TextColumn('refusal', { nullable: true }) refusal: WecomRefusal | null;
}

/** What one member notes of one customer is written in its order, in whichever app; it is nobody else's, so nobody waits for it. */
export const wecomChangeQueue: WorkQueue<WecomChangeRow> = {
  rows: WecomChangeRow,
  key: ['corpId', 'changeId'],
  id: 'changeId',
  lane: ['corpId', 'subject', 'userId'],
  together: 1,
};
