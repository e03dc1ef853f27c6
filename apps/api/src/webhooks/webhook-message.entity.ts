import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn } from '../database/columns.js';
import { QueuedWork, type WorkQueue } from '../work-queue/queued-work.js';

/**
 * One message to the company. Written in the transaction that makes the change, and sent afterwards. `message` is the body
 * to the byte; `subject` is the customer, by external user id.
 */
@Entity('webhook_messages')
export class WebhookMessage extends QueuedWork {
  /** What the receiver knows it by: the same in every repetition. */
  @KeyColumn('message_id') messageId: string;
  /** The app in which it happened. */
  @NumberColumn('agent_id') agentId: number;
}

/** Whatever the app: the company has each customer once. */
export const webhookQueue: WorkQueue<WebhookMessage> = {
  rows: WebhookMessage,
  key: ['corpId', 'messageId'],
  id: 'messageId',
  lane: ['corpId', 'subject'],
  together: 1,
};
