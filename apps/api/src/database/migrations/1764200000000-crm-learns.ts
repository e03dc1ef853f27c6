import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * What callbacks and syncs add: tags by their ids, whether the customer has left, group chats, the timeline, and how
 * far a sync has come. What a card asked for before is asked for again: its tags were names only.
 */
export class CrmLearns1764200000000 implements MigrationInterface {
  readonly name = 'CrmLearns1764200000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, longText, number, createTable, addColumn, createIndex } = schemaWriter(runner);

    await runner.dropColumn('follow_relations', 'tags');
    await addColumn('follow_relations', longText('tag_ids', { nullable: true }));
    await addColumn('follow_relations', longText('personal_tags', { nullable: true }));
    await addColumn('follow_relations', number('customer_left_at', { nullable: true }));
    await addColumn('follow_relations', number('last_added_at', { nullable: true }));
    await runner.query('UPDATE follow_relations SET confirmed_at = 0');
    await addColumn('customers', id('change_id', { nullable: true }));

    await createTable(
      'corp_tags',
      ['corp_id', 'tag_id'],
      [
        id('corp_id'),
        id('tag_id'),
        id('group_id', { nullable: true }),
        text('group_name'),
        number('group_order'),
        text('name'),
        number('tag_order'),
        text('kind', { length: 16 }),
        number('deleted_at', { nullable: true }),
      ],
    );

    await createTable(
      'group_chats',
      ['corp_id', 'agent_id', 'chat_id'],
      [
        id('corp_id'),
        number('agent_id'),
        id('chat_id'),
        text('name', { nullable: true }),
        id('owner_user_id'),
        longText('notice', { nullable: true }),
        number('created_at'),
        id('member_version', { nullable: true }),
        number('ended_at', { nullable: true }),
        number('confirmed_at'),
      ],
    );
    await createTable(
      'group_chat_members',
      ['corp_id', 'agent_id', 'chat_id', 'member_id'],
      [
        id('corp_id'),
        number('agent_id'),
        id('chat_id'),
        id('member_id'),
        text('kind', { length: 16 }),
        text('name', { nullable: true }),
        text('nickname', { nullable: true }),
        number('joined_at'),
        number('left_at', { nullable: true }),
      ],
    );

    await createTable(
      'timeline_entries',
      ['corp_id', 'entry_id'],
      [
        id('corp_id'),
        id('entry_id'),
        number('agent_id'),
        id('external_user_id'),
        text('kind', { length: 32 }),
        id('user_id', { nullable: true }),
        number('at'),
        longText('details'),
      ],
    );
    await createIndex('timeline_entries', ['corp_id', 'external_user_id', 'at']);

    await createTable(
      'sync_states',
      ['corp_id', 'agent_id'],
      [
        id('corp_id'),
        number('agent_id'),
        text('phase', { length: 16 }),
        longText('progress'),
        number('started_at', { nullable: true }),
        number('finished_at', { nullable: true }),
        number('next_at'),
        id('lease_owner', { nullable: true }),
        number('lease_until'),
        text('last_error', { nullable: true, length: 1024 }),
      ],
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['sync_states', 'timeline_entries', 'group_chat_members', 'group_chats', 'corp_tags'])
      await runner.dropTable(table);
    await runner.dropColumn('customers', 'change_id');
    for (const column of ['last_added_at', 'customer_left_at', 'personal_tags', 'tag_ids'])
      await runner.dropColumn('follow_relations', column);
    const { longText, addColumn } = schemaWriter(runner);
    await addColumn('follow_relations', longText('tags', { nullable: true }));
  }
}
