import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { checkMapping } from '../../src/crm/company/mapped/check/check-mapping.js';
import { crmDataSourceOptions } from '../../src/crm/company/mapped/crm-data-source.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { goodMapping, goodSchema } from './support/good-crm.js';
import { declared, edited, type Edit } from './support/spoiled.js';

/** A real CRM, and mappings that say something else of it. */

let crm: CompanyDatabase;
let dataSource: DataSource;
beforeAll(async () => {
  crm = await createCompanyDatabase(goodSchema);
  dataSource = await new DataSource(crmDataSourceOptions(declared(goodMapping, crm.url))).initialize();
});
afterAll(async () => {
  await dataSource.destroy();
  await crm.dispose();
});

const check = (text: string) => checkMapping(dataSource, declared(text, crm.url));

describe('a mapping that the CRM is not like is refused', () => {
  it.each<[string, Edit[], string[]]>([
    [
      'a table that is not there',
      [['table: customers', 'table: custmers']],
      ['own-crm.yaml:5 customer.table: there is no table custmers that this user may read; is it customers?'],
    ],
    [
      'a joined table that is not there',
      [['table: accounts', 'table: account']],
      [
        'own-crm.yaml:9 customer.joins.account.table: there is no table account that this user may read; is it accounts?',
      ],
    ],
    [
      'a table of another database',
      [['table: orders', 'table: mysql.orders']],
      ['own-crm.yaml:39 lists[0].table: there is no table mysql.orders that this user may read'],
    ],
    [
      'a key that is not there',
      [['  key: id\n', '  key: uid\n']],
      ['own-crm.yaml:6 customer.key: customers has no column uid that this user may read; is it id?'],
    ],
    [
      'a column that is not there',
      [['column: level,', 'column: lvl,']],
      ['own-crm.yaml:25 fields[0].column: customers has no column lvl that this user may read'],
    ],
    [
      'a column of a join that is not there',
      [['account.name], between', 'account.nmae], between']],
      [
        'own-crm.yaml:34 fields[9].concat[1]: accounts has no column nmae that this user may read; is it name?',
      ],
    ],
    [
      'a join on what is not there',
      [['on: { id: account_id }', 'on: { uid: account_id }']],
      [
        'own-crm.yaml:9 customer.joins.account.on.uid: accounts has no column uid that this user may read; is it id?',
      ],
    ],
    [
      'a join on what the other table has not',
      [['on: { id: account_id }', 'on: { id: acount_id }']],
      [
        'own-crm.yaml:9 customer.joins.account.on.id: customers has no column acount_id that this user may read; is it account_id?',
      ],
    ],
    [
      'a condition on what is not there',
      [['where: { deleted: 0 }', 'where: { is_deleted: 0 }']],
      [
        'own-crm.yaml:11 customer.where.is_deleted: customers has no column is_deleted that this user may read; is it deleted?',
      ],
    ],
    [
      'a condition of a join on what is not there',
      [['where: { kind: mobile }', 'where: { type: mobile }']],
      ['own-crm.yaml:10 customer.joins.mobile.where.type: phones has no column type that this user may read'],
    ],
    [
      'an order by what is not there',
      [['sort: ordered_at', 'sort: order_at']],
      [
        'own-crm.yaml:47 lists[0].sort: orders has no column order_at that this user may read; is it ordered_at?',
      ],
    ],
    [
      'sums of what is not there',
      [['sum: amount', 'sum: amounts']],
      [
        'own-crm.yaml:48 lists[0].monthly.sum: orders has no column amounts that this user may read; is it amount?',
      ],
    ],
    [
      'a date for the timeline that is not there',
      [['timeline: ordered_at', 'timeline: created_at']],
      ['own-crm.yaml:49 lists[0].timeline: orders has no column created_at that this user may read'],
    ],
    [
      'a placeholder that is not there',
      [['orders/{number}', 'orders/{order_no}']],
      ['own-crm.yaml:50 lists[0].link: orders has no column order_no that this user may read'],
    ],
    [
      'a placeholder of a join that is not there',
      [['q={company}', 'q={account.title}']],
      ['own-crm.yaml:33 fields[8].template: accounts has no column title that this user may read'],
    ],
    [
      'a customer by what is not there',
      [['is: id', 'is: uid']],
      [
        'own-crm.yaml:41 lists[0].customer.is: customers has no column uid that this user may read; is it id?',
      ],
    ],
    [
      'money in a text',
      [['kind: money, column: balance', 'kind: money, column: email']],
      ['own-crm.yaml:27 fields[2].column: customers.email is varchar(120), and this needs a number'],
    ],
    [
      'a date in a number',
      [['column: seen_at, unit: ms', 'column: seen_at']],
      [
        'own-crm.yaml:29 fields[4].column: customers.seen_at is bigint, and this needs a date, datetime or timestamp; if it counts from 1970, say in which unit: s or ms',
      ],
    ],
    [
      'a unit of a real date',
      [['kind: date, age: joined_at', 'kind: date, unit: s, age: joined_at']],
      [
        'own-crm.yaml:28 fields[3].age: customers.joined_at is datetime, and this needs a number, since it has a unit',
      ],
    ],
    [
      'an age in a text',
      [['age: joined_at', 'age: email']],
      [
        'own-crm.yaml:28 fields[3].age: customers.email is varchar(120), and this needs a date, datetime or timestamp',
      ],
    ],
    [
      'a progress in a date',
      [['column: plan_done', 'column: joined_at']],
      ['own-crm.yaml:31 fields[6].column: customers.joined_at is datetime, and this needs a number'],
    ],
    [
      'a phone in an amount',
      [['kind: phone, column: phone', 'kind: phone, column: balance']],
      [
        'own-crm.yaml:26 fields[1].column: customers.balance is decimal(12,2), and this needs a text or a whole number',
      ],
    ],
    [
      'a link in a picture',
      [['column: website', 'column: photo']],
      ['own-crm.yaml:32 fields[7].column: customers.photo is blob, and this needs a text'],
    ],
    [
      'months of a number',
      [['monthly: { date: ordered_at', 'monthly: { date: paid_at']],
      [
        'own-crm.yaml:48 lists[0].monthly.date: orders.paid_at is int, and this needs a date, datetime or timestamp',
      ],
    ],
    [
      'a timeline of a number',
      [['timeline: ordered_at', 'timeline: paid_at']],
      [
        'own-crm.yaml:49 lists[0].timeline: orders.paid_at is int, and this needs a date, datetime or timestamp',
      ],
    ],
    [
      'a number compared with a text',
      [['where: { shop_id: 1 }', 'where: { shop_id: main }']],
      [
        'own-crm.yaml:42 lists[0].where.shop_id: orders.shop_id is int: it can only be compared with a number',
      ],
    ],
    [
      'a text compared with a number',
      [['where: { kind: mobile }', 'where: { kind: 1 }']],
      [
        'own-crm.yaml:10 customer.joins.mobile.where.kind: phones.kind is varchar(10): write what it is compared with in quotes',
      ],
    ],
    [
      'a search in a number',
      [['search: [name, phone]', 'search: [name, tenant_id]']],
      ['own-crm.yaml:17 customer.search[1]: customers.tenant_id is int, and this needs a text'],
    ],
    [
      'a key of two customers',
      [['key: id\n  name', 'key: phone\n  name']],
      ['own-crm.yaml:6 customer.key: customers.phone is not unique: no index says that it is'],
    ],
    [
      'a key of two orders',
      [['    key: id\n', '    key: number\n']],
      ['own-crm.yaml:40 lists[0].key: orders.number is not unique: no index says that it is'],
    ],
    [
      'an external user id without an index',
      [['externalUserId: external_id', 'externalUserId: email']],
      [
        'own-crm.yaml:13 customer.match.externalUserId: customers.email has no index: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a phone without an index',
      [['phone: [phone, mobile', 'phone: [phone, fax, mobile']],
      [
        'own-crm.yaml:15 customer.match.phone[1]: customers.fax has no index: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a phone of a join without an index',
      [['mobile.number]', 'mobile.note]']],
      [
        'own-crm.yaml:15 customer.match.phone[1]: phones.note has no index: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a name and a company without an index',
      [['suggest: { name: name, company: account.name }', 'suggest: { name: email, company: account.name }']],
      [
        'own-crm.yaml:16 customer.match.suggest: neither customers.email nor accounts.name has an index: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a search without an index',
      [['search: [name, phone]', 'search: [name, email]']],
      [
        'own-crm.yaml:17 customer.search[1]: customers.email has no index for what a text begins with: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a list without an index',
      [['customer: { column: customer_id', 'customer: { column: shop_id']],
      [
        'own-crm.yaml:41 lists[0].customer.column: orders.shop_id has no index: the CRM would read the whole table for every card',
      ],
    ],
    [
      'a join without an index',
      [['on: { id: account_id }', 'on: { name: account_id }']],
      ['own-crm.yaml:9 customer.joins.account.on.name: accounts.name has no index'],
    ],
    [
      'a way back from a join without an index',
      [['on: { customer_id: id }', 'on: { customer_id: plan_done }']],
      [
        'own-crm.yaml:10 customer.joins.mobile.on.customer_id: customers.plan_done has no index, by which to come back from mobile',
      ],
    ],
    [
      'collations that do not go together',
      [['on: { id: account_id }', 'on: { id_general: account_unicode }']],
      [
        "own-crm.yaml:9 customer.joins.account.on.id_general: accounts.id_general (varchar(36), utf8mb4_general_ci) and customers.account_unicode (varchar(36), utf8mb4_unicode_ci) can't be compared: give them one collation, or show one of them through a view",
      ],
    ],
    [
      'a number joined to a text',
      [['customer: { column: customer_id', 'customer: { column: customer_text']],
      [
        'own-crm.yaml:41 lists[0].customer.column: orders.customer_text (varchar(20), utf8mb4_bin) and customers.id (bigint) are so different that an index is no help: give them one type and collation',
      ],
    ],
    [
      'a name in latin1',
      [['name: name\n', 'name: nick\n']],
      [
        'own-crm.yaml:7 customer.name: customers.nick is latin1, which has no Chinese: whatever is in there would be shown wrong. Convert it, or show it through a view',
      ],
    ],
    [
      'words of a join in latin1',
      [['concat: [company, account.name]', 'concat: [company, account.old_name]']],
      [
        'own-crm.yaml:34 fields[9].concat[1]: accounts.old_name is latin1, which has no Chinese: whatever is in there would be shown wrong. Convert it, or show it through a view',
      ],
    ],
  ])('%s', async (_, edits, flaws) => {
    expect(await check(edited(goodMapping, ...edits))).toEqual(flaws);
  });
});
