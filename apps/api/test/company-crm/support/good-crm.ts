/** A CRM, and a mapping of it that is right: what tests of checking spoil, one thing at a time. */
export const goodSchema = `
CREATE TABLE accounts (
  id VARCHAR(36) COLLATE utf8mb4_bin PRIMARY KEY,
  id_general VARCHAR(36) COLLATE utf8mb4_general_ci,
  number INT,
  name VARCHAR(120),
  old_name VARCHAR(120) CHARACTER SET latin1,
  KEY (id_general),
  KEY (number)
);
CREATE TABLE phones (
  id INT PRIMARY KEY,
  customer_id BIGINT,
  kind VARCHAR(10),
  number VARCHAR(32),
  note VARCHAR(32),
  KEY by_customer (customer_id, kind),
  KEY (number)
);
CREATE TABLE customers (
  id BIGINT PRIMARY KEY,
  tenant_id INT,
  external_id VARCHAR(64) COLLATE utf8mb4_bin,
  union_id VARCHAR(64) CHARACTER SET latin1,
  phone VARCHAR(32),
  fax VARCHAR(32),
  email VARCHAR(120),
  name VARCHAR(60) CHARACTER SET gbk,
  nick VARCHAR(60) CHARACTER SET latin1,
  company VARCHAR(60),
  account_id VARCHAR(36) COLLATE utf8mb4_bin,
  account_unicode VARCHAR(36) COLLATE utf8mb4_unicode_ci,
  level CHAR(1) CHARACTER SET latin1,
  tags VARCHAR(200),
  balance DECIMAL(12, 2),
  plan_done TINYINT,
  joined_at DATETIME,
  seen_at BIGINT,
  website VARCHAR(200),
  photo BLOB,
  deleted TINYINT,
  UNIQUE KEY (external_id),
  KEY (union_id), KEY (phone), KEY (name), KEY (company), KEY (account_id),
  KEY by_tenant (tenant_id, email)
);
CREATE TABLE orders (
  id BIGINT PRIMARY KEY,
  number VARCHAR(30),
  customer_id BIGINT,
  customer_text VARCHAR(20) COLLATE utf8mb4_bin,
  shop_id INT,
  title VARCHAR(100),
  amount DECIMAL(12, 2),
  status SMALLINT,
  ordered_at DATETIME,
  paid_at INT,
  KEY (customer_id), KEY (customer_text)
);
CREATE VIEW customers_view AS
  SELECT c.id, c.external_id, c.phone, c.fax, CONVERT(c.nick USING utf8mb4) AS nick, a.name AS account
  FROM customers c LEFT JOIN accounts a ON a.id = c.account_id;
CREATE VIEW phones_view AS
  SELECT c.id, c.phone, p.number FROM customers c JOIN phones p ON p.customer_id = c.id;
INSERT INTO customers (id, phone) VALUES (1, '13800000001'), (2, '13800000002');
INSERT INTO phones (id, customer_id, number) VALUES (1, 1, '1'), (2, 1, '2');
`
  .split(';')
  .filter((statement) => statement.trim() !== '');

export const goodMapping = `database:
  url: { env: CRM_DATABASE_URL }

customer:
  table: customers
  key: id
  name: name
  joins:
    account: { table: accounts, on: { id: account_id } }
    mobile: { table: phones, on: { customer_id: id }, where: { kind: mobile } }
  where: { deleted: 0 }
  match:
    externalUserId: external_id
    unionId: union_id
    phone: [phone, mobile.number]
    suggest: { name: name, company: account.name }
  search: [name, phone]
  candidate: [level, phone]
  link: https://crm.example.com/customers/{id}

sections:
  - { id: more, label: { zh: 更多, en: More } }

fields:
  - { id: level, label: 等级, kind: badge, column: level, section: header, labels: { A: 重点, B: 普通 } }
  - { id: phone, label: 电话, kind: phone, column: phone, masked: true }
  - { id: balance, label: 余额, kind: money, column: balance, unit: major, roles: [corp] }
  - { id: since, label: 建档, kind: date, age: joined_at }
  - { id: seen, label: 来访, kind: date, column: seen_at, unit: ms, time: true }
  - { id: tags, label: 标签, kind: tag, column: tags, section: more }
  - { id: plan, label: 进度, kind: progress, column: plan_done }
  - { id: site, label: 网站, kind: link, column: website, section: more }
  - { id: map, label: 地图, kind: link, column: company, template: 'https://map.example.com/?q={company}' }
  - { id: all, label: 公司, kind: text, concat: [company, account.name], between: ' · ' }

lists:
  - id: orders
    label: { zh: 订单, en: Orders }
    table: orders
    key: id
    customer: { column: customer_id, is: id }
    where: { shop_id: 1 }
    columns:
      - { id: title, label: 名称, kind: text, column: title }
      - { id: amount, label: 金额, kind: money, column: amount }
      - { id: status, label: 状态, kind: badge, column: status, labels: { 1: 已付款, 2: 已交付 } }
    sort: ordered_at desc
    monthly: { date: ordered_at, sum: amount }
    timeline: ordered_at
    link: https://crm.example.com/orders/{number}
`;
