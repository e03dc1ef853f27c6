import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * What members have changed and WeCom has not taken: `wecom_changes` is a queue like `callback_events`, whose `subject` is
 * the customer. Times are milliseconds since 1970.
 */
export class WecomChanges1764700000000 implements MigrationInterface {
  readonly name = 'WecomChanges1764700000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, longText, number, createTable, createIndex } = schemaWriter(runner);

    await createTable(
      'wecom_changes',
      ['corp_id', 'change_id'],
      [
        id('corp_id'),
        id('change_id', { length: 36 }),
        number('agent_id'),
        id('user_id'),
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
        id('refusal', { nullable: true }),
      ],
    );
    // Those of one customer in their order, and what is due.
    await createIndex('wecom_changes', ['corp_id', 'subject', 'arrival']);
    await createIndex('wecom_changes', ['state', 'next_attempt_at', 'arrival']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('wecom_changes');
  }
}
