import { randomInt } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { createCrmDatabase, exampleMapping, type CrmDatabase } from '@sidecard/testing/crm-database';
import type { CrmDeclaration } from '../../src/config/crm-mapping.js';
import { readCrmMapping } from '../../src/config/read-crm-mapping.js';

const ORDERS_OF_EACH = 5;
const CHUNK = 10_000;

/** The plain CRM of docs/own-crm.md, with as many customers as one wants and five orders of each. */
export interface FilledCrm {
  database: CrmDatabase;
  declaration: CrmDeclaration;
  customers: number;
}

export async function fillCrm(mysqlUrl: string, customers: number): Promise<FilledCrm> {
  const mapping = exampleMapping('plain');
  const schema = await readFile(new URL('schema.sql', mapping), 'utf8');
  const database = await createCrmDatabase(mysqlUrl, `${schema}${numbers}`);
  const { admin } = database;
  for (let before = 0; before < customers; before += CHUNK) await admin.query(customersAfter, [before]);
  const orders = customers * ORDERS_OF_EACH;
  for (let before = 0; before < orders; before += CHUNK) await admin.query(ordersAfter, [before]);
  await admin.query('ANALYZE TABLE customers, orders');
  const declaration = readCrmMapping(fileURLToPath(mapping), { CRM_DATABASE_URL: database.url });
  return { database, declaration, customers };
}

export function phoneOf(customer: number): string {
  return String(FIRST_PHONE + customer);
}

export function anyCustomer({ customers }: FilledCrm): number {
  return randomInt(1, customers + 1);
}

const FIRST_PHONE = 13_000_000_000;

const ten = `(${Array.from({ length: 10 }, (_, n) => `SELECT ${n} AS n`).join(' UNION ALL ')})`;
/** From 1 to 10,000. */
const numbers = `
  SET SESSION unique_checks = 0;
  CREATE TABLE numbers (n INT NOT NULL PRIMARY KEY);
  INSERT INTO numbers SELECT 1 + a.n + 10 * b.n + 100 * c.n + 1000 * d.n FROM ${ten} a, ${ten} b, ${ten} c, ${ten} d;
`;
const customersAfter = `
  INSERT INTO customers (id, name, company, level, phone, wecom_external_userid, sales_rep, interests, city, address, joined_at)
  SELECT id, CONCAT('客户', id), '', ELT(1 + id % 4, 'A', 'B', 'C', 'D'), ${FIRST_PHONE} + id, CONCAT('wmBench', id),
    'ZhangWei', '全屋净水,软水机', '杭州', CONCAT('第 ', id, ' 号'), NOW() - INTERVAL id % 2000 DAY
  FROM (SELECT ? + n AS id FROM numbers) AS chunk ORDER BY id`;
const ordersAfter = `
  INSERT INTO orders (id, customer_id, number, title, amount, status, ordered_at)
  SELECT id, 1 + FLOOR((id - 1) / ${ORDERS_OF_EACH}), CONCAT('SP-', id), '滤芯套餐（全年）', 100 + id % 9000, 'paid',
    NOW() - INTERVAL (id * 37) % 700 DAY
  FROM (SELECT ? + n AS id FROM numbers) AS chunk ORDER BY id`;
