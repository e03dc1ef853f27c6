import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/** When a tag was last asked about: two apps ask at the same time, and the later question's answer counts. */
export class TagsToldAt1764400000000 implements MigrationInterface {
  readonly name = 'TagsToldAt1764400000000';

  async up(runner: QueryRunner): Promise<void> {
    const { number, addColumn } = schemaWriter(runner);
    await addColumn('corp_tags', { ...number('told_at'), default: 0 });
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('corp_tags', 'told_at');
  }
}
