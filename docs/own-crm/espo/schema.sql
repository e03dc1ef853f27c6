-- In the style of EspoCRM and SuiteCRM: uuid keys, phones and e-mails linked to whatever has them, soft delete, times in UTC.
-- Ours, and much shorter.

CREATE TABLE `user` (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  user_name VARCHAR(50) NOT NULL,
  first_name VARCHAR(100) NULL,
  last_name VARCHAR(100) NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE account (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(249) NULL,
  website VARCHAR(255) NULL,
  industry VARCHAR(255) NULL,
  type VARCHAR(255) NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_name (name)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE contact (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  first_name VARCHAR(100) NULL,
  last_name VARCHAR(100) NULL,
  account_id VARCHAR(36) NULL,
  assigned_user_id VARCHAR(36) NULL,
  interests MEDIUMTEXT NULL COMMENT 'several choices, as JSON',
  created_at DATETIME NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_last_name (last_name, first_name),
  KEY by_account (account_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE phone_number (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(36) NOT NULL,
  type VARCHAR(255) NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_name (name)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE entity_phone_number (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entity_id VARCHAR(36) NOT NULL,
  phone_number_id VARCHAR(36) NOT NULL,
  entity_type VARCHAR(100) NOT NULL,
  `primary` TINYINT(1) NOT NULL DEFAULT 0,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_entity (entity_id),
  KEY by_phone (phone_number_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE email_address (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NOT NULL,
  lower VARCHAR(255) NOT NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_lower (lower)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE entity_email_address (
  id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entity_id VARCHAR(36) NOT NULL,
  email_address_id VARCHAR(36) NOT NULL,
  entity_type VARCHAR(100) NOT NULL,
  `primary` TINYINT(1) NOT NULL DEFAULT 0,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_entity (entity_id),
  KEY by_email (email_address_id)
) DEFAULT CHARSET = utf8mb4;

CREATE TABLE opportunity (
  id VARCHAR(36) NOT NULL PRIMARY KEY,
  name VARCHAR(255) NULL,
  account_id VARCHAR(36) NULL,
  amount DECIMAL(13, 4) NULL,
  amount_currency VARCHAR(3) NULL,
  stage VARCHAR(255) NULL,
  probability INT NULL,
  close_date DATE NULL,
  created_at DATETIME NULL,
  deleted TINYINT(1) NOT NULL DEFAULT 0,
  KEY by_account (account_id, close_date)
) DEFAULT CHARSET = utf8mb4;
