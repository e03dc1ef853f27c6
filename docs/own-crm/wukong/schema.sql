-- In the style of 悟空CRM: numbered fields in a table of their own, status codes, owners by number. Ours, and much shorter.

CREATE TABLE wk_admin_user (
  user_id BIGINT NOT NULL PRIMARY KEY,
  username VARCHAR(64) NOT NULL,
  realname VARCHAR(64) NOT NULL,
  status TINYINT NOT NULL DEFAULT 1
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_customer (
  customer_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_name VARCHAR(255) NOT NULL,
  mobile VARCHAR(32) NULL,
  telephone VARCHAR(32) NULL,
  level VARCHAR(64) NULL,
  source VARCHAR(64) NULL,
  deal_status INT NOT NULL DEFAULT 0 COMMENT '0 未成交 1 已成交',
  status INT NOT NULL DEFAULT 1 COMMENT '1 正常 2 锁定 3 删除',
  contacts_id BIGINT NULL COMMENT '首要联系人',
  owner_user_id BIGINT NULL,
  next_time DATETIME NULL,
  create_time DATETIME NOT NULL,
  batch_id VARCHAR(32) NOT NULL,
  KEY by_batch (batch_id),
  -- What finding a customer needs. Where yours has none of these, ask whoever looks after it to add them.
  KEY by_mobile (mobile),
  KEY by_telephone (telephone),
  KEY by_name (customer_name(64))
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_customer_data (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  field_id BIGINT NOT NULL,
  name VARCHAR(255) NOT NULL,
  value VARCHAR(1000) NULL,
  batch_id VARCHAR(32) NOT NULL,
  KEY by_batch (batch_id, field_id),
  KEY by_value (field_id, value(64))
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_contacts (
  contacts_id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  mobile VARCHAR(32) NULL,
  post VARCHAR(64) NULL,
  customer_id BIGINT NULL,
  KEY by_customer (customer_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_contract (
  contract_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  num VARCHAR(64) NOT NULL,
  name VARCHAR(255) NOT NULL,
  customer_id BIGINT NOT NULL,
  money DECIMAL(17, 2) NULL,
  order_date DATE NULL,
  check_status INT NOT NULL DEFAULT 0 COMMENT '0 待审核 1 通过 2 拒绝 3 审核中 4 撤回 5 草稿 7 已删除 8 作废',
  owner_user_id BIGINT NULL,
  KEY by_customer (customer_id, order_date)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_business_status (
  status_id BIGINT NOT NULL PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  rate INT NULL COMMENT '赢单率'
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE wk_crm_business (
  business_id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  business_name VARCHAR(255) NOT NULL,
  customer_id BIGINT NOT NULL,
  status_id BIGINT NULL,
  money DECIMAL(17, 2) NULL,
  deal_date DATETIME NULL,
  status INT NOT NULL DEFAULT 1 COMMENT '1 正常 3 删除',
  KEY by_customer (customer_id, deal_date)
) DEFAULT CHARSET = utf8mb4;
