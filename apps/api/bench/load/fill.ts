import type { Connection } from 'mysql2/promise';

/** Rows of one statement. */
const CHUNK = 10_000;
/** Each customer is served by so many members. */
export const FOLLOWERS = 3;

export interface Filling {
  corpId: string;
  agentId: number;
  /** Who serves the customers, in this order. */
  userIds: string[];
  customers: number;
}

/** Customers as a year of sales leaves them: three members serve each, with a note, a profile and an order. */
export async function fill(
  admin: Connection,
  { corpId, agentId, userIds, customers }: Filling,
): Promise<void> {
  await admin.query('SET SESSION unique_checks = 0');
  await admin.query('CREATE TEMPORARY TABLE numbers (n INT NOT NULL PRIMARY KEY)');
  await admin.query(
    `INSERT INTO numbers SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n FROM ${ten} a, ${ten} b, ${ten} c, ${ten} d`,
  );
  await admin.query(
    'CREATE TEMPORARY TABLE followers (place INT NOT NULL PRIMARY KEY, user_id VARCHAR(64) NOT NULL)',
  );
  await admin.query('INSERT INTO followers VALUES ?', [userIds.map((userId, place) => [place, userId])]);
  const now = Date.now();
  // WeCom is not asked while it is fresh, and it is what we have that is measured.
  const confirmedAt = now + 6 * 60 * 60_000;
  for (let before = 0; before < customers; before += CHUNK) {
    const values = { before, corpId, agentId, now, confirmedAt, members: userIds.length };
    for (const statement of statements)
      await admin.query({ sql: statement, values, namedPlaceholders: true });
  }
  await admin.query('ANALYZE TABLE customers, follow_relations, follow_ups, customer_profiles, orders');
}

/** As they are numbered, from 1. */
export function customerAt(number: number): string {
  return `wmLoad${String(number).padStart(26, '0')}`;
}

/** Which of the members, by place, serves the customer as their first, second or third. */
export function followerOf(number: number, which: number, members: number): number {
  return (number * FOLLOWERS + which) % members;
}

const ten = `(${Array.from({ length: 10 }, (_, n) => `SELECT ${n} AS n`).join(' UNION ALL ')})`;
const chunk = '(SELECT :before + n AS number FROM numbers) AS chunk';
const id = "CONCAT('wmLoad', LPAD(number, 26, '0'))";
const statements = [
  `INSERT INTO customers (corp_id, external_user_id, name, kind, gender)
   SELECT :corpId, ${id}, CONCAT('客户', number), 'wechat', 'unknown' FROM ${chunk} ORDER BY number`,
  `INSERT INTO follow_relations (corp_id, agent_id, external_user_id, user_id, remark, phones, tag_ids, personal_tags, add_way,
     added_at, confirmed_at)
   SELECT :corpId, :agentId, ${id}, user_id, CONCAT('备注', number), CONCAT('["', 13000000000 + number, '"]'),
     '[]', '[]', 'unknown', :now - 86400000 * (number % 400), :confirmedAt
   FROM ${chunk} JOIN (SELECT 0 AS which UNION SELECT 1 UNION SELECT 2) AS three
     JOIN followers ON place = (number * 3 + which) % :members
   ORDER BY number, user_id`,
  `INSERT INTO follow_ups (corp_id, follow_up_id, external_user_id, author_user_id, note, created_at)
   SELECT :corpId, CONCAT('load-', number), ${id}, user_id, '说好下周再联系', :now - 3600000 * (number % 900)
   FROM ${chunk} JOIN followers ON place = (number * 3) % :members ORDER BY number`,
  `INSERT INTO customer_profiles (corp_id, external_user_id, level, owner_user_id)
   SELECT :corpId, ${id}, 'B', user_id FROM ${chunk} JOIN followers ON place = (number * 3) % :members ORDER BY number`,
  `INSERT INTO orders (corp_id, order_number, external_user_id, title, status, amount_minor, currency, ordered_at)
   SELECT :corpId, CONCAT('L-', number), ${id}, '滤芯套餐（全年）', 'paid', 100 * (number % 9000), 'CNY',
     :now - 86400000 * (number % 300) FROM ${chunk} ORDER BY number`,
];
