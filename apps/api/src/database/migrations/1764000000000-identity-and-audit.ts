import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * Who leads which department, whose sessions have been ended before their time, and who saw or did what. Unless it is
 * told to, the API changes and removes no row of `audit_log`: an account without UPDATE and DELETE on it is enough.
 */
export class IdentityAndAudit1764000000000 implements MigrationInterface {
  readonly name = 'IdentityAndAudit1764000000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, longText, number, createTable, addColumn, createIndex } = schemaWriter(runner);

    await addColumn('members', longText('departments', { nullable: true }));

    await createTable(
      'session_revocations',
      ['corp_id', 'agent_id', 'user_id'],
      [id('corp_id'), number('agent_id'), id('user_id'), number('revoked_at')],
    );

    await createTable(
      'audit_log',
      ['corp_id', 'entry_id'],
      [
        id('corp_id'),
        id('entry_id'),
        number('agent_id'),
        id('user_id'),
        text('action', { length: 32 }),
        id('external_user_id'),
        text('access', { length: 8 }),
        id('subject_id', { nullable: true }),
        id('request_id'),
        number('at'),
      ],
    );
    await createIndex('audit_log', ['corp_id', 'external_user_id', 'at']);
    await createIndex('audit_log', ['corp_id', 'user_id', 'at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('audit_log');
    await runner.dropTable('session_revocations');
    await runner.dropColumn('members', 'departments');
  }
}
