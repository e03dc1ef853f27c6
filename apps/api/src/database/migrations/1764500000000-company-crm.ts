import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/** Which record of the company's CRM a customer is, and one more thing by which a CRM may know them. */
export class CompanyCrm1764500000000 implements MigrationInterface {
  readonly name = 'CompanyCrm1764500000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, number, createTable, addColumn } = schemaWriter(runner);
    await createTable(
      'crm_links',
      ['corp_id', 'external_user_id'],
      [id('corp_id'), id('external_user_id'), id('record_key'), id('linked_by_user_id'), number('linked_at')],
    );
    await addColumn('customers', id('union_id', { nullable: true }));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('customers', 'union_id');
    await runner.dropTable('crm_links');
  }
}
