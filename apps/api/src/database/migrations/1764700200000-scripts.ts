import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * What salespeople send, and what came of it. `owner_user_id` is empty in the company's library. The bytes of images and
 * files stand in rows of a megabyte: what MySQL takes in one statement is limited. Times are milliseconds since 1970.
 */
export class Scripts1764700200000 implements MigrationInterface {
  readonly name = 'Scripts1764700200000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, longText, bytes, number, createTable, createIndex } = schemaWriter(runner);

    await createTable(
      'script_folders',
      ['corp_id', 'folder_id'],
      [id('corp_id'), id('folder_id'), id('owner_user_id'), text('name'), number('created_at')],
    );
    await createTable(
      'scripts',
      ['corp_id', 'script_id'],
      [
        id('corp_id'),
        id('script_id'),
        id('owner_user_id'),
        id('folder_id', { nullable: true }),
        text('title'),
        longText('said'),
        number('version'),
        id('changed_by_user_id'),
        number('changed_at'),
      ],
    );
    await createTable(
      'script_parts',
      ['corp_id', 'script_id', 'position'],
      [
        id('corp_id'),
        id('script_id'),
        number('position'),
        longText('part'),
        id('media_id', { nullable: true }),
      ],
    );
    await createTable(
      'script_marks',
      ['corp_id', 'user_id', 'script_id'],
      [id('corp_id'), id('user_id'), id('script_id'), number('is_favourite'), number('uses')],
    );
    await createTable(
      'script_media',
      ['corp_id', 'media_id'],
      [
        id('corp_id'),
        id('media_id'),
        id('stored_by_user_id'),
        id('kind'),
        text('file_name'),
        id('type'),
        number('size'),
        number('stored_at'),
        text('wecom_media_id', { nullable: true }),
        number('wecom_until'),
        number('upload_until'),
      ],
    );
    await createTable(
      'script_media_bytes',
      ['corp_id', 'media_id', 'position'],
      [id('corp_id'), id('media_id'), number('position'), bytes('bytes')],
    );
    await createTable(
      'script_sendings',
      ['corp_id', 'sending_id'],
      [
        id('corp_id'),
        id('sending_id'),
        number('agent_id'),
        id('user_id'),
        id('script_id'),
        id('external_user_id', { nullable: true }),
        id('chat_id', { nullable: true }),
        longText('results'),
        number('at'),
      ],
    );
    await createIndex('script_folders', ['corp_id', 'owner_user_id']);
    await createIndex('scripts', ['corp_id', 'owner_user_id']);
    await createIndex('script_parts', ['corp_id', 'media_id']);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sendings', 'media_bytes', 'media', 'marks', 'parts', 'folders'])
      await runner.dropTable(`script_${table}`);
    await runner.dropTable('scripts');
  }
}
