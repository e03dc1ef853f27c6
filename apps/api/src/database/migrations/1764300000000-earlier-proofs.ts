import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/** Who has proved themselves in a browser lately: a row for each member, so that two at once can't hide each other. */
export class EarlierProofs1764300000000 implements MigrationInterface {
  readonly name = 'EarlierProofs1764300000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, number, createTable, createIndex } = schemaWriter(runner);
    await createTable(
      'earlier_proofs',
      ['corp_id', 'browser', 'agent_id', 'user_id'],
      [
        id('corp_id'),
        id('browser'),
        number('agent_id'),
        id('user_id'),
        number('proved_at'),
        text('revocations'),
        number('used_at'),
      ],
    );
    await createIndex('earlier_proofs', ['corp_id', 'proved_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('earlier_proofs');
  }
}
