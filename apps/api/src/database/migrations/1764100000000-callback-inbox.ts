import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * What the platform has called back, from the moment it has its 200. `event_id` is the hash of the message: whatever is
 * sent twice is here once. `arrival` is a UUID of version 7: what came later sorts later. A message fits into 64 KB,
 * because requests do. Times are milliseconds since 1970.
 */
export class CallbackInbox1764100000000 implements MigrationInterface {
  readonly name = 'CallbackInbox1764100000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, longText, number, createTable, createIndex } = schemaWriter(runner);

    await createTable(
      'callback_events',
      ['corp_id', 'agent_id', 'event_id'],
      [
        id('corp_id'),
        number('agent_id'),
        id('event_id'),
        id('subject', { length: 96 }),
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
    // The rows of one subject in their order, and what is due.
    await createIndex('callback_events', ['corp_id', 'agent_id', 'subject', 'state', 'arrival']);
    await createIndex('callback_events', ['state', 'next_attempt_at', 'arrival']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('callback_events');
  }
}
