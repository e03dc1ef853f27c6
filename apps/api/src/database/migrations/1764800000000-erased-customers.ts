import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/** Who has been erased, by a hash. */
export class ErasedCustomers1764800000000 implements MigrationInterface {
  readonly name = 'ErasedCustomers1764800000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, number, createTable } = schemaWriter(runner);
    await createTable(
      'erased_customers',
      ['corp_id', 'mark'],
      [id('corp_id'), id('mark'), number('erased_at')],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('erased_customers');
  }
}
