import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

const AGES: [table: string, columns: string[]][] = [
  ['callback_events', ['corp_id', 'state', 'received_at']],
  ['webhook_messages', ['corp_id', 'state', 'received_at']],
  ['wecom_changes', ['corp_id', 'state', 'received_at']],
  ['timeline_entries', ['corp_id', 'at']],
  ['audit_log', ['corp_id', 'at']],
];

/** What is too old is found by its age, and removed by one process at a time. Times are milliseconds since 1970. */
export class Retention1764800100000 implements MigrationInterface {
  readonly name = 'Retention1764800100000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, number, createTable, createIndex } = schemaWriter(runner);
    await createTable(
      'retention_states',
      ['corp_id'],
      [
        id('corp_id'),
        number('next_at'),
        id('lease_owner', { nullable: true }),
        number('lease_until'),
        number('finished_at', { nullable: true }),
      ],
    );
    for (const [table, columns] of AGES) await createIndex(table, columns);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [table, columns] of AGES)
      await runner.dropIndex(table, `ix_${table}_${columns.slice(1).join('_')}`);
    await runner.dropTable('retention_states');
  }
}
