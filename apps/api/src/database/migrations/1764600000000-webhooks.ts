import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * How far members have come with a customer; and what the company is told of what members do: `webhook_messages` is a
 * queue like `callback_events`, whose `subject` is the customer. Times are milliseconds since 1970.
 */
export class Webhooks1764600000000 implements MigrationInterface {
  readonly name = 'Webhooks1764600000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, longText, number, createTable, createIndex } = schemaWriter(runner);

    await createTable(
      'customer_stages',
      ['corp_id', 'external_user_id'],
      [id('corp_id'), id('external_user_id'), id('stage'), id('set_by_user_id'), number('set_at')],
    );
    await createTable(
      'webhook_messages',
      ['corp_id', 'message_id'],
      [
        id('corp_id'),
        id('message_id'),
        number('agent_id'),
        id('subject'),
        id('kind'),
        number('happened_at'),
        longText('message'),
        id('arrival', { length: 36 }),
        number('received_at'),
        id('state', { length: 16 }),
        number('attempts'),
        number('next_attempt_at'),
        id('lease_owner', { nullable: true }),
        number('done_at', { nullable: true }),
        longText('last_error', { nullable: true }),
      ],
    );
    // Those of one customer in their order, and what is due.
    await createIndex('webhook_messages', ['corp_id', 'subject', 'arrival']);
    await createIndex('webhook_messages', ['corp_id', 'state', 'next_attempt_at', 'arrival']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('webhook_messages');
    await runner.dropTable('customer_stages');
  }
}
