import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SoughtCustomer } from '../../src/crm/company/company-crm.js';
import { MappedCrm } from '../../src/crm/company/mapped/mapped-crm.js';
import { createLogger } from '../../src/platform/logger.js';
import { ManualClock } from '../support/manual-clock.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { recordOf, sought, valueOf } from './contract.js';
import { declared } from './mapping.js';

const CORP = 'wwmapped';
const NOW = Date.parse('2026-03-10T12:00:00+08:00');

const open: { crm: MappedCrm; company: CompanyDatabase }[] = [];
afterAll(async () => {
  for (const { crm, company } of open) {
    await crm.close();
    await company.dispose();
  }
});

async function crmOf(statements: string[], yaml: string, database = ''): Promise<MappedCrm> {
  const company = await createCompanyDatabase(statements);
  const crm = new MappedCrm(
    CORP,
    declared(company.url, yaml, database),
    new ManualClock(NOW),
    createLogger('silent'),
  );
  open.push({ crm, company });
  return crm;
}

/** Keys of what is found, by what. */
async function found(crm: MappedCrm, about: Partial<SoughtCustomer>): Promise<[string, ...string[]]> {
  const look = await crm.look({ ...sought(CORP, 'wmNobody'), ...about });
  if (look.state === 'found') return [look.by, look.record.key];
  const candidates = look.state === 'several' ? look.candidates : look.suggestions;
  return [look.state, ...candidates.map(({ key }) => key)];
}

describe('a customer of a plain CRM', () => {
  let crm: MappedCrm;
  beforeAll(async () => {
    crm = await crmOf(
      [
        `CREATE TABLE c (id INT PRIMARY KEY, wx VARCHAR(64), un VARCHAR(64), tel VARCHAR(20), mobile BIGINT,
          name VARCHAR(40) CHARACTER SET gbk, firm VARCHAR(40) CHARACTER SET utf8mb3, code VARCHAR(4), gone BIT(1) NOT NULL,
          KEY (wx), KEY (un), KEY (tel), KEY (mobile), KEY (name))`,
        `INSERT INTO c VALUES
          (1, 'wmOne', 'unOne', '13800000001', NULL, '林晓雨', '云杉', '1', 0),
          (2, 'wmTwo', 'unTwo', '+8613800000002', NULL, '陈先生', '云杉', '1', 0),
          (3, NULL, 'unOne', '8613800000003', NULL, '王', '云杉', '1', 0),
          (4, NULL, NULL, '+14155550100', 13900000004, '李', '云杉', '1', 0),
          (5, NULL, NULL, '13800000001', NULL, '李', '云杉', '1', 0),
          (6, 'wmGone', NULL, '13800000006', NULL, '李', '云杉', '1', 1),
          (7, 'wmOther', NULL, '13800000006', NULL, '李', '云杉', '2', 0),
          (8, 'wmTwins', NULL, NULL, NULL, '赵', NULL, '1', 0),
          (9, 'wmTwins', NULL, NULL, 13900000009, '赵', '云杉🌲'||'', '1', 0)`.replace(
          "'云杉🌲'||''",
          'NULL',
        ),
      ],
      `
customer:
  table: c
  key: id
  name: name
  where: { gone: 0, code: 1 }
  match: { externalUserId: wx, unionId: un, phone: [tel, mobile], suggest: { name: name, company: firm } }
  search: [name]
`,
    );
  });

  it.each<[string, Partial<SoughtCustomer>, string[]]>([
    ['what a member has chosen, before all else', { link: '4', externalUserId: 'wmOne' }, ['link', '4']],
    ['what is exactly that key', { link: '4x', externalUserId: 'wmOne' }, ['external_user_id', '1']],
    ['the external user id', { externalUserId: 'wmTwo', unionId: 'unOne' }, ['external_user_id', '2']],
    ['not an id in another case', { externalUserId: 'WMTWO' }, ['none']],
    ['several of one external user id', { externalUserId: 'wmTwins' }, ['several', '8', '9']],
    ['several of one union id', { unionId: 'unOne', phones: ['13800000002'] }, ['several', '1', '3']],
    ['the union id', { unionId: 'unTwo' }, ['union_id', '2']],
    ['a phone, written otherwise in the CRM', { phones: ['138 0000 0002'] }, ['phone', '2']],
    ['a phone with its country', { phones: ['+86 13800000003'] }, ['phone', '3']],
    ['a phone with its country, the old way', { phones: ['0086-138-0000-0003'] }, ['phone', '3']],
    ['a phone of another country', { phones: ['001 415 555 0100'] }, ['phone', '4']],
    ['a phone in a column of numbers', { phones: ['+8613900000004'] }, ['phone', '4']],
    ['several of one phone', { phones: ['13800000001'] }, ['several', '1', '5']],
    ['several of several phones', { phones: ['13800000002', '13800000003'] }, ['several', '2', '3']],
    ['the same one by two phones', { phones: ['+14155550100', '13900000004'] }, ['phone', '4']],
    ['nobody who does not count', { externalUserId: 'wmGone', phones: ['13800000006'] }, ['none']],
    ['nobody by the beginning of a phone', { phones: ['1390000000', '138'] }, ['none']],
    ['suggestions', { names: ['小李', '李'], companies: ['云杉'] }, ['none', '4', '5']],
    ['no suggestions without a company', { names: ['李'] }, ['none']],
    ['what a charset has no characters for', { names: ['李🌸'], companies: ['云杉🌲'] }, ['none']],
    [
      'suggestions beside what no charset has',
      { names: ['🌸', '李'], companies: ['🌲', '云杉'] },
      ['none', '4', '5'],
    ],
  ])('is found by %s', async (_, about, expected) => {
    expect(await found(crm, about)).toEqual(expected);
  });

  it('is searched in whatever charset', async () => {
    const member = { corpId: CORP, agentId: 1, userId: 'zhangwei' };
    expect((await crm.search(member, '林晓')).map(({ title }) => title)).toEqual(['林晓雨']);
    expect(await crm.search(member, '🌸🌸')).toEqual([]);
  });
});

describe('a customer of a CRM with link tables', () => {
  let crm: MappedCrm;
  beforeAll(async () => {
    crm = await crmOf(
      [
        `CREATE TABLE account (id CHAR(17) PRIMARY KEY, name VARCHAR(60), industry VARCHAR(20), number VARCHAR(10), deleted TINYINT(1) NOT NULL DEFAULT 0)`,
        `CREATE TABLE phone_number (id CHAR(17) PRIMARY KEY, name VARCHAR(36), deleted TINYINT(1) NOT NULL DEFAULT 0, KEY (name))`,
        `CREATE TABLE entity_phone_number (entity_id CHAR(17), phone_number_id CHAR(17), entity_type VARCHAR(100), \`primary\` TINYINT(1), deleted TINYINT(1) DEFAULT 0, KEY (entity_id), KEY (phone_number_id))`,
        `CREATE TABLE opportunity (id CHAR(17) PRIMARY KEY, account_number VARCHAR(10), name VARCHAR(60), amount DOUBLE, close_date DATE, contact_phone VARCHAR(20), created INT, deleted TINYINT(1), KEY (account_number))`,
        `INSERT INTO account VALUES ('a1', '云杉科技', 'IT', 'N1', 0), ('a2', '青松贸易', 'Trade', NULL, 0), ('a3', '删除了的', 'IT', 'N3', 1)`,
        `INSERT INTO phone_number VALUES ('p1', '+8613800000001', 0), ('p2', '+8613800000002', 0), ('p3', '+8613800000003', 0)`,
        `INSERT INTO entity_phone_number VALUES ('a1', 'p1', 'Account', 1, 0), ('a1', 'p2', 'Account', 0, 0), ('a2', 'p3', 'Account', 1, 0),
          ('a2', 'p1', 'Contact', 1, 0), ('a2', 'p1', 'Account', 0, 1), ('a3', 'p1', 'Account', 1, 0)`,
        `INSERT INTO opportunity VALUES
          ('o1', 'N1', '一期', 1200.5, '2026-03-01', '13800000001', 1772300000, 0),
          ('o2', 'N1', '二期', 99.99, '2026-03-01', NULL, 1772300000, 0),
          ('o3', 'N1', '删', 1, '2026-03-02', NULL, 1772400000, 1),
          ('o4', NULL, '没有客户', 1, '2026-03-02', NULL, 1772400000, 0)`,
      ],
      `
customer:
  table: account
  key: id
  name: name
  where: { deleted: 0 }
  joins:
    phones: { table: entity_phone_number, on: { entity_id: id }, where: { entity_type: Account, deleted: 0 } }
    phone: { table: phone_number, on: { id: phones.phone_number_id }, where: { deleted: 0 } }
    main_link: { table: entity_phone_number, on: { entity_id: id }, where: { entity_type: Account, deleted: 0, primary: 1 } }
    main: { table: phone_number, on: { id: main_link.phone_number_id }, where: { deleted: 0 } }
  match: { phone: phone.name }
  link: https://espo.example.com/#Account/view/{id}
fields:
  - { id: tel, label: 电话, kind: phone, column: main.name, masked: true, roles: [own] }
  - { id: what, label: 是, kind: text, concat: [industry, number], between: ' · ' }
lists:
  - id: opportunities
    label: 商机
    table: opportunity
    key: id
    customer: { column: account_number, is: number }
    where: { deleted: 0 }
    columns:
      - { id: name, label: 名称, kind: text, column: name }
      - { id: tel, label: 电话, kind: phone, column: contact_phone }
      - { id: created, label: 创建, kind: date, column: created, unit: s, time: true }
    sort: created desc
    monthly: { date: created, sum: amount }
    timeline: created
    link: https://espo.example.com/#Opportunity/view/{id}
`,
    );
  });

  it('is found by any of its phones, and shows the main one', async () => {
    for (const phone of ['13800000001', '13800000002']) {
      const look = await crm.look({ ...sought(CORP, 'wm1'), phones: [phone] });
      expect(look).toMatchObject({ state: 'found', by: 'phone', record: { key: 'a1', title: '云杉科技' } });
      expect(valueOf(look, 'tel')).toEqual({ kind: 'phone', phone: '+8613800000001' });
      expect(valueOf(look, 'what')).toEqual({ kind: 'text', text: 'IT · N1' });
      expect(recordOf(look)).toMatchObject({
        link: 'https://espo.example.com/#Account/view/a1',
        fields: [
          { id: 'tel', masked: true, roles: ['own'], section: null },
          { id: 'what', masked: false },
        ],
      });
    }
  });

  it('has lists by another column than its key, with sums, links, and phones that tell little', async () => {
    const look = await crm.look({ ...sought(CORP, 'wm1'), phones: ['13800000001'] });
    const [list] = recordOf(look).lists;
    expect(list?.rows).toEqual([
      {
        id: 'o2',
        link: 'https://espo.example.com/#Opportunity/view/o2',
        values: [
          { kind: 'text', text: '二期' },
          null,
          { kind: 'date', at: '2026-02-28T17:33:20.000Z', shown: 'time' },
        ],
      },
      expect.objectContaining({
        id: 'o1',
        values: expect.arrayContaining([{ kind: 'phone', phone: '138****0001' }]),
      }),
    ]);
    expect(list?.months?.at(-1)).toEqual({
      month: '2026-03',
      sum: { kind: 'money', amountMinor: 1300_49, currency: 'CNY' },
    });
  });

  it('has no rows where the column is empty', async () => {
    const look = await crm.look({ ...sought(CORP, 'wm1'), phones: ['13800000003'] });
    expect(recordOf(look)).toMatchObject({ key: 'a2', lists: [{ rows: [], hasMore: false }] });
  });

  it("never has another's rows, by whatever that one would have been found", async () => {
    const about = { ...sought(CORP, 'wm1'), link: 'a2', phones: ['13800000001'] };
    expect(recordOf(await crm.look(about))).toMatchObject({
      key: 'a2',
      lists: [{ rows: [], hasMore: false }],
    });
    expect(recordOf(await crm.look(about)).lists[0]?.months?.every(({ sum }) => sum.amountMinor === 0)).toBe(
      true,
    );
    expect(await crm.happened(about, null, 20)).toEqual([]);
  });

  it('has its rows in the timeline, without the date that says when', async () => {
    const about = { ...sought(CORP, 'wm1'), phones: ['13800000001'] };
    const happened = await crm.happened(about, null, 20);
    expect(happened.map(({ id, at }) => [id, at])).toEqual([
      ['opportunities.o2', 1_772_300_000_000],
      ['opportunities.o1', 1_772_300_000_000],
    ]);
    expect(happened[0]?.values).toEqual([{ kind: 'text', text: '二期' }]);
  });

  it('has nobody in the timeline while there are several', async () => {
    const about = { ...sought(CORP, 'wm1'), phones: ['13800000001', '13800000003'] };
    expect(await crm.look(about)).toMatchObject({ state: 'several' });
    expect(await crm.happened(about, null, 20)).toEqual([]);
  });
});
