import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * The next step that a follow-up names is a day on the calendar, no moment. What was a moment becomes the day it was in China
 * (UTC+8, which knows no summer time): no other zone was to be had when these rows were written. A follow-up may say a stage,
 * be changed, and be deleted. The moments stay where they are: processes of the version before still read them.
 */
export class NextSteps1764700100000 implements MigrationInterface {
  readonly name = 'NextSteps1764700100000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, number, addColumn, createIndex } = schemaWriter(runner);
    await addColumn('follow_ups', text('next_contact_on', { nullable: true, length: 10 }));
    await addColumn('follow_ups', id('stage', { nullable: true }));
    await addColumn('follow_ups', number('edited_at', { nullable: true }));
    await addColumn('follow_ups', number('deleted_at', { nullable: true }));
    const day =
      runner.dataSource.options.type === 'mysql'
        ? `DATE_FORMAT(DATE_ADD('1970-01-01', INTERVAL FLOOR((next_contact_at + 28800000) / 86400000) DAY), '%Y-%m-%d')`
        : `strftime('%Y-%m-%d', (next_contact_at + 28800000) / 1000, 'unixepoch')`;
    await runner.query(`UPDATE follow_ups SET next_contact_on = ${day} WHERE next_contact_at IS NOT NULL`);
    // Whom a member is to be in touch with.
    await createIndex('follow_ups', ['corp_id', 'author_user_id', 'next_contact_on']);
  }

  /** Noon of that day in China. */
  async down(runner: QueryRunner): Promise<void> {
    const noon =
      runner.dataSource.options.type === 'mysql'
        ? `DATEDIFF(next_contact_on, '1970-01-01') * 86400000 + 14400000`
        : `strftime('%s', next_contact_on) * 1000 + 14400000`;
    await runner.query(`UPDATE follow_ups SET next_contact_at = ${noon}`);
    await runner.query('DELETE FROM follow_ups WHERE deleted_at IS NOT NULL');
    await runner.dropIndex('follow_ups', 'ix_follow_ups_author_user_id_next_contact_on');
    for (const column of ['deleted_at', 'edited_at', 'stage', 'next_contact_on'])
      await runner.dropColumn('follow_ups', column);
  }
}
