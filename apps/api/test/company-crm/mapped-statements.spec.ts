import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { compile } from '../../src/crm/company/mapped/compile.js';
import { MappedCrm } from '../../src/crm/company/mapped/mapped-crm.js';
import { parametersOf } from '../../src/crm/company/mapped/sql/fragment.js';
import { LATEST } from '../../src/crm/company/mapped/sql/list-sql.js';
import { toSought } from '../../src/crm/company/mapped/sql/sought.js';
import { createLogger } from '../../src/platform/logger.js';
import { ManualClock } from '../support/manual-clock.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { recordOf, sought } from './contract.js';
import { declared } from './mapping.js';
import { MysqlTap } from './mysql-tap.js';

const CORP = 'wwmapped';
const MEMBER = { corpId: CORP, agentId: 1, userId: 'zhangwei' };

/** What has broken out of SQL before, in whatever program. */
const hostile = fc.oneof(
  fc.constantFrom(
    "' OR '1'='1",
    "'; DROP TABLE orders; -- ",
    '" OR ""="',
    '\\',
    "\\'",
    '`',
    '?',
    '${1}',
    ':id',
    '/*!50000 1*/',
    '%',
    '_',
    '|',
    '\u0000',
    '\uBF27',
    '縗\\',
    '🌸',
    "\uD800'",
    '0x31',
    '1e9999',
    'NULL',
    '客户5',
  ),
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ maxLength: 20 }).map((text) => `客户${text}' -- `),
);

let company: CompanyDatabase;
let tap: MysqlTap;
let crm: MappedCrm;

beforeAll(async () => {
  company = await createCompanyDatabase([
    `CREATE TABLE customers (id BIGINT UNSIGNED PRIMARY KEY, wecom_id VARCHAR(64), union_id VARCHAR(64), tel VARCHAR(20), mobile BIGINT,
      name VARCHAR(50) CHARACTER SET gbk, company VARCHAR(50) CHARACTER SET utf8mb3, level VARCHAR(10), deleted TINYINT,
      KEY (wecom_id), KEY (union_id), KEY (tel), KEY (mobile), KEY (name), KEY (company))`,
    `CREATE TABLE orders (id BIGINT PRIMARY KEY, customer_id BIGINT UNSIGNED, title VARCHAR(50), amount DECIMAL(12,2), ordered_at DATETIME,
      KEY (customer_id), KEY (ordered_at))`,
    `INSERT INTO customers SELECT seq, CONCAT('wm', seq), CONCAT('un', seq), CONCAT('+86', 13800000000 + seq), 13900000000 + seq,
      CONCAT('客户', seq), CONCAT('公司', seq), 'A', 0 FROM seq_1_to_20000`,
    `INSERT INTO orders SELECT seq, 1 + seq % 20000, CONCAT('订单', seq), seq / 100, '2026-01-01' + INTERVAL seq MINUTE FROM seq_1_to_100000`,
    'ANALYZE TABLE customers, orders',
  ]);
  tap = await MysqlTap.before(company.url);
  crm = new MappedCrm(CORP, declared(tap.url, YAML), new ManualClock(), createLogger('silent'));
});

afterAll(async () => {
  await crm?.close();
  await tap?.close();
  await company?.dispose();
});

describe('what is asked of the company', () => {
  it('is one query for the customer and one for each list, whoever is looked at', async () => {
    const look = () => crm.look({ ...sought(CORP, 'wm7'), phones: ['13800000009'], names: ['客户3'] });
    await look();
    const before = tap.executions;
    const textsBefore = tap.texts.length;
    expect(recordOf(await look()).lists.map(({ rows }) => rows.length)).toEqual([5, 2]);
    expect(tap.executions - before).toBe(3);
    // Whatever else there is to be said to the server was said when it was connected to.
    const since = new Set(tap.texts.slice(textsBefore).filter((text) => text.startsWith('SELECT')));
    expect(since.size).toBeLessThanOrEqual(3);
  });

  it('is the same text, whatever is in any parameter', async () => {
    const compiled = statements();
    const known = new Set(compiled.map(({ statement: { text } }) => text));
    const begin = tap.texts.length;
    await fc.assert(
      fc.asyncProperty(fc.array(hostile, { minLength: 9, maxLength: 9 }), async (texts) => {
        const [externalUserId = '', unionId = '', link = '', phone = '', name = '', companyName = ''] = texts;
        const [id = '', text = '', otherPhone = ''] = texts.slice(6);
        const asked = {
          corpId: CORP,
          externalUserId,
          unionId,
          link,
          phones: [phone, otherPhone, `1380000${phone}`],
          names: [name, link],
          companies: [companyName],
        };
        const look = await crm.look(asked);
        const happened = await crm.happened(asked, { at: 1_767_225_600_000, id }, 20);
        const found = await crm.search(MEMBER, text);
        // Only a text that is somebody's name, key or number finds anybody.
        const isSomebody = texts.includes('客户5') || /^\s*\d+\s*$/.test(link) || hasEnd(phone);
        expect(look.state === 'none' || isSomebody).toBe(true);
        expect(happened).toEqual([]);
        expect(found.length === 0 || '客户5'.startsWith(text) || text.startsWith('客户')).toBe(true);
      }),
      { numRuns: 100 },
    );
    const asked = tap.texts
      .slice(begin)
      .filter((text) => !text.startsWith('SET') && text !== 'SELECT VERSION()');
    expect(asked.filter((text) => !known.has(text))).toEqual([]);
    const { state } = await crm.look(sought(CORP, 'wm7'));
    expect(state).toBe('found');
  });

  it('is answered by indexes: of every table it reads the rows of one customer', async () => {
    const asked = {
      ...toSought({
        ...sought(CORP, 'wm7'),
        unionId: 'un7',
        phones: ['13800000007', '+8613900000007'],
        names: ['客户7'],
        companies: ['公司7'],
        link: '7',
      }),
      now: Date.parse('2026-03-10T00:00:00Z'),
      before: LATEST,
      prefix: '客户1234%',
    };
    for (const { what, statement } of statements()) {
      const values = parametersOf(statement, asked);
      const plan = await explain(statement.text, values);
      const reading = plan.filter(({ table }) => table && !String(table).startsWith('<'));
      expect({
        what,
        slow: reading.filter(({ type, rows }) => type === 'ALL' || Number(rows) > 100),
      }).toEqual({
        what,
        slow: [],
      });
    }
  });
});

/** Of a phone number whose beginning somebody here has. */
function hasEnd(phone: string): boolean {
  return phone.replaceAll(/\D/g, '').length === 4;
}

async function explain(text: string, values: (string | number | null)[]): Promise<RowDataPacket[]> {
  const connection = await createConnection(company.url);
  try {
    const [plan] = await connection.execute<RowDataPacket[]>(`EXPLAIN ${text}`, values);
    return plan;
  } finally {
    await connection.end();
  }
}

function statements() {
  const { mapping } = declared(company.url, YAML);
  const charsets: Record<string, string> = { name: 'gbk', company: 'utf8mb3' };
  const texts = ['wecom_id', 'union_id', 'tel', 'level', 'title'];
  const { customer, lists } = compile(mapping, (_, column) =>
    texts.includes(column) ? 'utf8mb4' : (charsets[column] ?? null),
  );
  return [
    { what: 'look', statement: customer.look },
    ...(customer.search ? [{ what: 'search', statement: customer.search }] : []),
    ...lists.flatMap(({ list: { id }, rows, happened }) => [
      { what: `rows of ${id}`, statement: rows },
      ...(happened ? [{ what: `happened of ${id}`, statement: happened }] : []),
    ]),
  ];
}

const YAML = `
customer:
  table: customers
  key: id
  name: name
  where: { deleted: 0 }
  match:
    externalUserId: wecom_id
    unionId: union_id
    phone: [tel, mobile]
    suggest: { name: name, company: company }
  search: [name]
fields:
  - { id: level, label: 等级, kind: badge, column: level }
lists:
  - id: orders
    label: 订单
    table: orders
    key: id
    customer: { column: customer_id, is: id }
    columns:
      - { id: title, label: 内容, kind: text, column: title }
    sort: ordered_at desc
    monthly: { date: ordered_at, sum: amount }
    timeline: ordered_at
  - id: cheap
    label: 小单
    table: orders
    key: id
    customer: { column: customer_id, is: id }
    columns:
      - { id: title, label: 内容, kind: text, column: title }
    sort: ordered_at
    limit: 2
`;
