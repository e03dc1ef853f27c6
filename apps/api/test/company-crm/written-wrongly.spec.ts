import { describe, expect, it } from '@jest/globals';
import { SetupError } from '../../src/platform/errors/setup-error.js';
import { goodMapping } from './support/good-crm.js';
import { declared, edited, type Edit } from './support/spoiled.js';

/** Whatever can be told of a mapping without its CRM. */

function flawsOf(text: string): readonly string[] {
  try {
    declared(text, 'mysql://reader:password@127.0.0.1:3306/crm');
  } catch (error) {
    if (error instanceof SetupError) return error.flaws;
    throw error;
  }
  return [];
}

it('is silent on a mapping that is right', () => {
  expect(flawsOf(goodMapping)).toEqual([]);
});

describe('a mapping that is written wrongly is refused', () => {
  it.each<[string, Edit[], string[]]>([
    [
      'a misspelt key',
      [['  table: customers', '  tabel: customers']],
      [
        'own-crm.yaml:4 customer.table: it is missing',
        'own-crm.yaml:5 customer.tabel: there is no such key here; is it table?',
      ],
    ],
    [
      'a key nobody knows',
      [['sort: ordered_at', 'colour: red\n    sort: ordered_at']],
      [
        'own-crm.yaml:47 lists[0].colour: there is no such key here: there are id, label, table, key, customer, joins, where, columns, sort, limit, monthly, timeline, link',
      ],
    ],
    [
      'a key that is not indented',
      [['customer:\n  table: customers\n', 'customer:\ntable: customers\n']],
      [
        'own-crm.yaml:5 Nested mappings are not allowed in compact mappings; is everything indented as it belongs?',
      ],
    ],
    ['a tab', [['  key: id', '\tkey: id']], ['own-crm.yaml:6 Tabs are not allowed as indentation']],
    ['a key left out', [['    key: id\n', '']], ['own-crm.yaml:37 lists[0].key: it is missing']],
    [
      'a key with nothing',
      [['  name: name\n', '  name:\n']],
      ['own-crm.yaml:7 customer.name: nothing stands here; is what belongs to it indented?'],
    ],
    [
      'a key that stands there twice',
      [['  key: id\n', '  key: id\n  key: uid\n']],
      ['own-crm.yaml:7 Map keys must be unique'],
    ],
    [
      'a kind that is none',
      [['kind: badge, column: level', 'kind: bagde, column: level']],
      [
        'own-crm.yaml:25 fields[0].kind: Invalid option: expected one of "text"|"number"|"money"|"date"|"tag"|"badge"|"phone"|"link"|"progress"|"member"',
      ],
    ],
    [
      'a field from nowhere',
      [['kind: tag, column: tags', 'kind: tag']],
      ['own-crm.yaml:30 fields[5]: say where it comes from: one of column, concat and age'],
    ],
    [
      'a field from two places',
      [['age: joined_at', 'age: joined_at, column: joined_at']],
      ['own-crm.yaml:28 fields[3]: say where it comes from: one of column, concat and age'],
    ],
    [
      'concat of another kind',
      [['kind: text, concat', 'kind: badge, concat']],
      ['own-crm.yaml:34 fields[9].kind: concat makes a text, and age a date: another kind does not fit'],
    ],
    [
      'age of another kind',
      [['kind: date, age', 'kind: number, age']],
      ['own-crm.yaml:28 fields[3].kind: concat makes a text, and age a date: another kind does not fit'],
    ],
    [
      'words in one language',
      [['{ zh: 更多, en: More }', '{ zh: 更多 }']],
      ['own-crm.yaml:22 sections[0].label: write words, or { zh: …, en: … }'],
    ],
    [
      'an order that is none',
      [['ordered_at desc', 'ordered_at descending']],
      ['own-crm.yaml:47 lists[0].sort: write a column and perhaps asc or desc'],
    ],
    [
      'too many rows',
      [['    sort: ordered_at', '    limit: 500\n    sort: ordered_at']],
      ['own-crm.yaml:47 lists[0].limit: Too big: expected number to be <=50'],
    ],
    [
      'SQL in place of a table',
      [['  table: customers', "  table: 'customers; DROP TABLE customers'"]],
      ['own-crm.yaml:5 customer.table: not the name of a table'],
    ],
    [
      'a quote in a column',
      [['column: tags', "column: 'tags`'"]],
      ['own-crm.yaml:30 fields[5].column: not the name of a column'],
    ],
    [
      'yes or no as a condition',
      [['where: { deleted: 0 }', 'where: { deleted: false }']],
      [
        'own-crm.yaml:11 customer.where.deleted: write a text, a number, null, or a list of them; yes and no are 1 and 0 in most databases',
      ],
    ],
    [
      'a role that is none',
      [['roles: [corp]', 'roles: [boss]']],
      ['own-crm.yaml:27 fields[2].roles[0]: Invalid option: expected one of "own"|"team"|"corp"'],
    ],
    [
      'a password in the file',
      [['{ env: CRM_DATABASE_URL }', 'mysql://reader:secret@db:3306/crm']],
      [
        'own-crm.yaml:2 database.url: write { env: NAME } or { file: PATH }; a secret does not belong in this file',
      ],
    ],
    [
      'a variable that is not there',
      [['CRM_DATABASE_URL', 'CRM_DATABASE']],
      ['own-crm.yaml:2 database.url: the environment variable CRM_DATABASE is empty or not there'],
    ],
    [
      'two fields of one id',
      [['id: balance', 'id: level']],
      ['own-crm.yaml:27 fields[2].id: there is another level above'],
    ],
    [
      'two sections of one id',
      [['sections:\n', 'sections:\n  - { id: more, label: 另外 }\n']],
      ['own-crm.yaml:23 sections[1].id: there is another more above'],
    ],
    [
      'two columns of one id',
      [['id: amount', 'id: title']],
      ['own-crm.yaml:45 lists[0].columns[1].id: there is another title above'],
    ],
    [
      'a section with the name of the header',
      [['sections:\n', 'sections:\n  - { id: header, label: 头 }\n']],
      ['own-crm.yaml:22 sections[0].id: header is there already: it is beside the name'],
    ],
    [
      'a section that is none',
      [['column: tags, section: more', 'column: tags, section: mor']],
      ['own-crm.yaml:30 fields[5].section: there is no section mor; is it more?'],
    ],
    [
      'a candidate by a field that is none',
      [['candidate: [level, phone]', 'candidate: [level, phones]']],
      ['own-crm.yaml:18 customer.candidate[1]: there is no field phones; is it phone?'],
    ],
    [
      'a join that is none',
      [['account.name], between', 'acount.name], between']],
      ['own-crm.yaml:34 fields[9].concat[1]: acount.name: there is no join acount; is it account?'],
    ],
    [
      'a join of what is declared below',
      [['on: { id: account_id }', 'on: { id: mobile.note }']],
      [
        'own-crm.yaml:9 customer.joins.account.on.id: the join mobile is declared below: put it above account',
      ],
    ],
    [
      'a join of itself',
      [['on: { id: account_id }', 'on: { id: account.id }']],
      [
        'own-crm.yaml:9 customer.joins.account.on.id: account.id is of this very join: name a column of the table itself, or of a join above',
      ],
    ],
    [
      'no way to find anybody',
      [
        [
          '  match:\n    externalUserId: external_id\n    unionId: union_id\n    phone: [phone, mobile.number]\n    suggest: { name: name, company: account.name }\n  search: [name, phone]\n',
          '  match: {}\n',
        ],
      ],
      [
        'own-crm.yaml:12 customer.match: nobody can ever be found: say by which column (externalUserId, unionId, phone, suggest), or what members may search',
      ],
    ],
    [
      'half a brace',
      [['customers/{id}', 'customers/{id']],
      ['own-crm.yaml:19 customer.link: a { or } has no other half'],
    ],
    [
      'a placeholder that can be no column',
      [['orders/{number}', 'orders/{order-number}']],
      ['own-crm.yaml:50 lists[0].link: {order-number} is not the name of a column'],
    ],
    [
      'an address without a placeholder',
      [['orders/{number}', 'orders']],
      [
        'own-crm.yaml:50 lists[0].link: it leads to the same page for everybody: write where a column goes, like {id}',
      ],
    ],
    [
      'a placeholder in the host',
      [['crm.example.com/orders/{number}', 'shop{number}.example.com/']],
      ['own-crm.yaml:50 lists[0].link: write out the host: only what follows it may be filled in'],
    ],
    [
      'an address of another kind',
      [['https://crm.example.com/orders/{number}', 'javascript:alert({number})']],
      ['own-crm.yaml:50 lists[0].link: write an address like https://crm.example.com/customers/{id}'],
    ],
    [
      'a template of what is no link',
      [['kind: tag, column', "kind: tag, template: 'https://a.example.com/{id}', column"]],
      ['own-crm.yaml:30 fields[5].template: only kind link has a template, not tag'],
    ],
    [
      'a unit of another kind',
      [['unit: major', 'unit: ms']],
      ['own-crm.yaml:27 fields[2].unit: the unit of money is major or minor'],
    ],
    [
      'a unit of what has none',
      [['kind: progress, column', 'kind: progress, unit: s, column']],
      ['own-crm.yaml:31 fields[6].unit: kind progress has no unit'],
    ],
    [
      'labels of what has none',
      [['kind: progress, column', 'kind: progress, labels: { 1: 一 }, column']],
      ['own-crm.yaml:31 fields[6].labels: kind progress has no labels: text, badge, tag have'],
    ],
    [
      'labels of several columns',
      [["between: ' · '", 'labels: { 1: 一 }']],
      ['own-crm.yaml:34 fields[9].labels: labels are for the codes of one column, not for concat'],
    ],
    [
      'a time of day of what is no date',
      [['kind: tag, column', 'kind: tag, time: true, column']],
      ['own-crm.yaml:30 fields[5].time: only kind date has a time of day, not tag'],
    ],
  ])('%s', (_, edits, flaws) => {
    expect(flawsOf(edited(goodMapping, ...edits))).toEqual(flaws);
  });
});
