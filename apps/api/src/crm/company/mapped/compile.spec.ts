import { describe, expect, it } from '@jest/globals';
import { crmMappingSchema } from '../../../config/crm-mapping.js';
import { compile } from './compile.js';
import { parametersOf } from './sql/fragment.js';
import { LATEST } from './sql/list-sql.js';
import { notations, toSought } from './sql/sought.js';

const CUSTOMER = { table: 'crm.客户', key: 'id', name: 'name', match: { externalUserId: 'wx' } };
const LIST = {
  id: 'orders',
  label: '订单',
  table: 'orders',
  key: 'id',
  customer: { column: 'customer_id', is: 'id' },
  columns: [{ id: 'title', label: '内容', kind: 'text', column: 'title' }],
  sort: 'at desc',
};

function compiled(customer: object, lists: object[] = [], charset: string | null = null) {
  const mapping = crmMappingSchema.parse({
    database: { url: { env: 'OWN_CRM_URL' } },
    customer: { ...CUSTOMER, ...customer },
    lists: lists.map((list) => ({ ...LIST, ...list })),
  });
  return compile(mapping, () => charset);
}

const sought = toSought({
  corpId: 'ww1',
  externalUserId: 'wm1',
  unionId: null,
  phones: [],
  names: [],
  companies: [],
  link: null,
});

describe('compile', () => {
  it('quotes what the mapping names, and nothing of what is asked is in the text', () => {
    const { customer } = compiled({ where: { 状态: "x' OR 1=1" } });
    expect(customer.look.text).toContain('FROM `crm`.`客户` AS `t`');
    expect(customer.look.text).toContain('`t`.`状态` IN (?)');
    expect(customer.look.text).not.toContain('OR 1=1');
    expect(parametersOf(customer.look, sought)).toEqual([null, null, "x' OR 1=1", 'wm1', 'wm1', "x' OR 1=1"]);
  });

  it('has as many parameters for every customer', () => {
    const { customer } = compiled({
      match: { phone: ['a', 'b'], suggest: { name: 'name', company: 'firm' } },
    });
    const many = { ...sought, phones: Array.from({ length: 40 }, String), names: ['a', 'b', 'c', 'd'] };
    const marks = customer.look.text.split('?').length - 1;
    expect(parametersOf(customer.look, sought)).toHaveLength(marks);
    expect(parametersOf(customer.look, many)).toHaveLength(marks);
  });

  it('joins for finding only what finding needs', () => {
    const { customer } = compiled({
      joins: {
        phones: { table: 'phones', on: { owner: 'id' } },
        region: { table: 'regions', on: { id: 'region_id' } },
        numbers: { table: 'numbers', on: { id: 'phones.number_id' }, where: { deleted: 0 } },
      },
      name: 'region.name',
      match: { phone: 'numbers.number' },
    });
    const [, byPhone = ''] = customer.look.text.split('UNION ALL');
    const [finding = '', showing = ''] = byPhone.split(') AS f ');
    expect(finding).toContain(
      'LEFT JOIN `phones` AS `j_phones` ON `j_phones`.`owner` = `t`.`id` LEFT JOIN `numbers` AS `j_numbers` ON `j_numbers`.`id` = `j_phones`.`number_id` AND `j_numbers`.`deleted` IN (?)',
    );
    expect(finding).not.toContain('regions');
    expect(showing).toContain('LEFT JOIN `regions` AS `j_region`');
    expect(showing).not.toContain('numbers');
  });

  it('compares texts to texts and numbers to numbers', () => {
    const values = (charset: string | null) =>
      parametersOf(compiled({ where: { code: 1 }, match: {} }, [], charset).customer.look, sought);
    expect(values(null)).toEqual([null, null, 1]);
    expect(values('utf8mb4')).toEqual([null, null, '1']);
  });

  it('asks whether something is null without a parameter', () => {
    expect(compiled({ where: { deleted_at: null } }).customer.look.text).toContain(
      '`t`.`deleted_at` IS NULL',
    );
  });

  it('brings a text into the charset that a column has', () => {
    expect(compiled({ search: ['name'] }, [], 'gbk').customer.search?.text).toContain(
      'CONVERT(? USING `gbk`)',
    );
    expect(compiled({ search: ['name'] }, [], 'utf8mb4').customer.search?.text).toContain(
      "LIKE ? ESCAPE '|'",
    );
  });

  it('searches only where something may be searched', () => {
    expect(compiled({}).customer.search).toBeNull();
  });

  it('asks for one row more than a list shows, in the order that it has', () => {
    const [list] = compiled({}, [{ limit: 7 }]).lists;
    expect(list?.rows.text).toMatch(/ORDER BY `t`\.`at` DESC, `t`\.`id` DESC LIMIT 8$/);
    expect(list?.happened).toBeNull();
  });

  it('finds the months by numbers where dates are numbers', () => {
    const dated = { id: 'at', label: '时间', kind: 'date', column: 'at' };
    const first = (unit: string | undefined) => {
      const columns = [{ ...dated, unit }];
      const [list] = compiled({}, [{ columns, monthly: { date: 'at', sum: 'amount' } }]).lists;
      const given = { ...sought, now: Date.parse('2026-02-28T17:00:00Z') };
      return list && parametersOf(list.rows, given).find((value) => value !== null && value !== 'wm1');
    };
    expect(first(undefined)).toBe('2025-04-01 00:00:00');
    expect(first('s')).toBe(Date.parse('2025-04-01T00:00:00+08:00') / 1000);
    expect(first('ms')).toBe(Date.parse('2025-04-01T00:00:00+08:00'));
  });

  it('asks for the first page of the timeline as for every other', () => {
    const [list] = compiled({}, [{ timeline: 'at' }]).lists;
    const happened = list?.happened;
    expect(happened && parametersOf(happened, { ...sought, before: LATEST })).toEqual([
      '1970-01-01 08:00:00',
      'orders.',
      null,
      null,
      'wm1',
      'wm1',
      LATEST.at,
      LATEST.at,
      '',
    ]);
  });
});

describe('notations', () => {
  it.each([
    ['138 0000 0001', ['13800000001', '8613800000001', '+8613800000001', '138 0000 0001']],
    ['+86-13800000001', ['13800000001', '8613800000001', '+8613800000001', '+86-13800000001']],
    ['8613800000001', ['13800000001', '8613800000001', '+8613800000001', '8613800000001']],
    ['+1 415 555 0100', ['+14155550100', '0014155550100', '+1 415 555 0100']],
    ['0044 20 7946 0000', ['+442079460000', '00442079460000', '442079460000', '0044 20 7946 0000']],
    ['+1 380 000 0001', ['+13800000001', '0013800000001', '+1 380 000 0001']],
    ['010-88886666', ['01088886666', '010-88886666']],
    ['110', []],
    ['', []],
  ])('of %j', (phone, expected) => {
    expect(notations(phone)).toEqual(expected);
  });
});
