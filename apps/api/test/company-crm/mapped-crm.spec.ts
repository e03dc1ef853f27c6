import { createLogger } from '../../src/platform/logger.js';
import { MappedCrm } from '../../src/crm/company/mapped/mapped-crm.js';
import { ManualClock } from '../support/manual-clock.js';
import { createCompanyDatabase } from './company-database.js';
import { describeCompanyCrm } from './contract.js';
import { declared } from './mapping.js';

const CORP = 'wwmapped';

describeCompanyCrm("a CRM in the company's own tables", async (now, customers) => {
  const company = await createCompanyDatabase([
    'CREATE TABLE customers (id INT UNSIGNED AUTO_INCREMENT PRIMARY KEY, wecom_id VARCHAR(64), name VARCHAR(64), KEY (wecom_id), KEY (name))',
    'CREATE TABLE orders (number VARCHAR(40) PRIMARY KEY, customer_id INT UNSIGNED, title VARCHAR(64), amount DECIMAL(12,2), ordered_at DATETIME(3), KEY (customer_id))',
  ]);
  for (const [place, { externalUserId, name, orders = [] }] of customers.entries()) {
    await company.run('INSERT INTO customers VALUES (?, ?, ?)', [place + 1, externalUserId, name]);
    for (const { number, title, amountMinor, orderedAt } of orders) {
      const local = new Date(orderedAt + 8 * 60 * 60 * 1000).toISOString().slice(0, 23);
      const values = [number, place + 1, title, (amountMinor / 100).toFixed(2), local];
      await company.run('INSERT INTO orders VALUES (?, ?, ?, ?, ?)', values);
    }
  }
  const crm = new MappedCrm(CORP, declared(company.url, YAML), new ManualClock(now), createLogger('silent'));
  return {
    crm,
    corpId: CORP,
    member: { corpId: CORP, agentId: 1, userId: 'zhangwei' },
    create: () => crm.create(),
    dispose: async () => {
      await crm.close();
      await company.dispose();
    },
  };
});

const YAML = `
customer:
  table: customers
  key: id
  name: name
  match: { externalUserId: wecom_id }
  search: [name]
lists:
  - id: orders
    label: { zh: 订单, en: Orders }
    table: orders
    key: number
    customer: { column: customer_id, is: id }
    columns:
      - { id: title, label: 内容, kind: text, column: title }
      - { id: amount, label: 金额, kind: money, column: amount }
      - { id: at, label: 时间, kind: date, column: ordered_at }
    sort: ordered_at desc
    limit: 3
    monthly: { date: ordered_at, sum: amount }
    timeline: ordered_at
`;
