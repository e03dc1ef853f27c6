-- A CRM of two tables, as many a company has written for itself.

CREATE TABLE customers (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name VARCHAR(64) NOT NULL,
  company VARCHAR(64) NOT NULL DEFAULT '',
  level CHAR(1) NOT NULL DEFAULT 'C',
  phone VARCHAR(20) NOT NULL DEFAULT '',
  wecom_external_userid VARCHAR(64) NULL,
  sales_rep VARCHAR(64) NOT NULL DEFAULT '',
  interests VARCHAR(255) NOT NULL DEFAULT '',
  city VARCHAR(32) NOT NULL DEFAULT '',
  address VARCHAR(128) NOT NULL DEFAULT '',
  deposit DECIMAL(12, 2) NOT NULL DEFAULT 0,
  plan_done TINYINT UNSIGNED NOT NULL DEFAULT 0,
  birthday DATE NULL,
  joined_at DATETIME NOT NULL,
  KEY by_phone (phone),
  KEY by_external_user (wecom_external_userid),
  KEY by_name (name, company)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE orders (
  id INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
  customer_id INT UNSIGNED NOT NULL,
  number VARCHAR(32) NOT NULL,
  title VARCHAR(128) NOT NULL,
  amount DECIMAL(12, 2) NOT NULL,
  status VARCHAR(16) NOT NULL,
  ordered_at DATETIME NOT NULL,
  KEY by_customer (customer_id, ordered_at)
) DEFAULT CHARSET = utf8mb4;
