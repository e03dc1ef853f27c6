import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/** How members have left the panels of the card. */
export class CardLayouts1764700400000 implements MigrationInterface {
  readonly name = 'CardLayouts1764700400000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, longText, number, createTable } = schemaWriter(runner);
    await createTable(
      'card_layouts',
      ['corp_id', 'user_id'],
      [id('corp_id'), id('user_id'), longText('panel_order'), longText('folded'), number('changed_at')],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('card_layouts');
  }
}
