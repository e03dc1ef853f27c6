import type { MigrationInterface, QueryRunner } from 'typeorm';
import { schemaWriter } from '../schema.js';

/**
 * What WeCom tells us (members, customers, who follows them) and what the company keeps itself (profiles, orders,
 * follow-ups). Every key begins with the corp: no other id is unique beyond it. What depends on an app's visible range
 * carries the agent as well: two apps of one corp are told different things. Times are milliseconds since 1970.
 */
export class Customers1763800000000 implements MigrationInterface {
  readonly name = 'Customers1763800000000';

  async up(runner: QueryRunner): Promise<void> {
    const { id, text, longText, number, createTable, createIndex } = schemaWriter(runner);

    await createTable(
      'members',
      ['corp_id', 'agent_id', 'user_id'],
      [
        id('corp_id'),
        number('agent_id'),
        id('user_id'),
        text('name', { nullable: true }),
        number('confirmed_at'),
      ],
    );

    await createTable(
      'customers',
      ['corp_id', 'external_user_id'],
      [
        id('corp_id'),
        id('external_user_id'),
        text('name'),
        text('avatar_url', { nullable: true, length: 1024 }),
        text('kind', { length: 16 }),
        text('gender', { length: 16 }),
        text('company_name', { nullable: true }),
        text('company_full_name', { nullable: true }),
        text('position', { nullable: true }),
      ],
    );

    await createTable(
      'follow_relations',
      ['corp_id', 'agent_id', 'external_user_id', 'user_id'],
      [
        id('corp_id'),
        number('agent_id'),
        id('external_user_id'),
        id('user_id'),
        text('remark', { nullable: true }),
        text('description', { nullable: true, length: 1024 }),
        text('remark_company', { nullable: true }),
        longText('phones'),
        longText('tags'),
        text('add_way', { length: 32 }),
        number('added_at'),
        text('channel', { nullable: true }),
        number('confirmed_at'),
        number('ended_at', { nullable: true }),
      ],
    );
    await createIndex('follow_relations', ['corp_id', 'agent_id', 'user_id']);

    await createTable(
      'customer_profiles',
      ['corp_id', 'external_user_id'],
      [
        id('corp_id'),
        id('external_user_id'),
        text('level', { nullable: true, length: 64 }),
        id('owner_user_id', { nullable: true }),
      ],
    );

    await createTable(
      'orders',
      ['corp_id', 'order_number'],
      [
        id('corp_id'),
        id('order_number'),
        id('external_user_id'),
        text('title'),
        text('status', { length: 16 }),
        number('amount_minor'),
        text('currency', { length: 3 }),
        number('ordered_at'),
      ],
    );
    await createIndex('orders', ['corp_id', 'external_user_id', 'ordered_at']);

    await createTable(
      'follow_ups',
      ['corp_id', 'follow_up_id'],
      [
        id('corp_id'),
        id('follow_up_id'),
        id('external_user_id'),
        id('author_user_id'),
        longText('note'),
        number('created_at'),
        number('next_contact_at', { nullable: true }),
      ],
    );
    await createIndex('follow_ups', ['corp_id', 'external_user_id', 'created_at']);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of [
      'follow_ups',
      'orders',
      'customer_profiles',
      'follow_relations',
      'customers',
      'members',
    ]) {
      await runner.dropTable(table);
    }
  }
}
