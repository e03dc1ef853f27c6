-- Invented people and companies.

SET time_zone = '+00:00';

INSERT INTO `user` (id, user_name, first_name, last_name) VALUES
  ('6f1c1f0e-0000-4000-8000-000000000001', 'zhangwei', '伟', '张'),
  ('6f1c1f0e-0000-4000-8000-000000000003', 'wangqiang', '强', '王');

INSERT INTO account (id, name, website, industry, type) VALUES
  ('a0000000-0000-4000-8000-000000000001', '恒达酒店', 'https://hengda.example.com', 'Hospitality', 'Customer'),
  ('a0000000-0000-4000-8000-000000000002', '味之源', NULL, 'Food', 'Partner');

INSERT INTO contact (id, first_name, last_name, account_id, assigned_user_id, interests, created_at, deleted) VALUES
  ('c0000000-0000-4000-8000-000000000001', '昱', '陈', 'a0000000-0000-4000-8000-000000000001', '6f1c1f0e-0000-4000-8000-000000000003', '["全屋净水","直饮机"]', NOW() - INTERVAL 55 DAY, 0),
  ('c0000000-0000-4000-8000-000000000002', '小雨', '林', NULL, '6f1c1f0e-0000-4000-8000-000000000001', '["软水机"]', NOW() - INTERVAL 86 DAY, 0),
  -- Deleted in the CRM: a row like any other, but for one column.
  ('c0000000-0000-4000-8000-000000000003', '昱', '陈', 'a0000000-0000-4000-8000-000000000002', NULL, NULL, NOW() - INTERVAL 600 DAY, 1);

INSERT INTO phone_number (id, name, type) VALUES
  ('f0000000-0000-4000-8000-000000000001', '+8613700030003', 'Mobile'),
  ('f0000000-0000-4000-8000-000000000002', '+8657155550200', 'Office'),
  ('f0000000-0000-4000-8000-000000000003', '+8613800010001', 'Mobile');

INSERT INTO entity_phone_number (entity_id, phone_number_id, entity_type, `primary`, deleted) VALUES
  ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 'Contact', 1, 0),
  ('c0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000002', 'Contact', 0, 0),
  ('c0000000-0000-4000-8000-000000000002', 'f0000000-0000-4000-8000-000000000003', 'Contact', 1, 0),
  -- The number was somebody else's once, and is a company's too.
  ('c0000000-0000-4000-8000-000000000002', 'f0000000-0000-4000-8000-000000000001', 'Contact', 1, 1),
  ('a0000000-0000-4000-8000-000000000001', 'f0000000-0000-4000-8000-000000000001', 'Account', 1, 0),
  ('c0000000-0000-4000-8000-000000000003', 'f0000000-0000-4000-8000-000000000001', 'Contact', 1, 0);

INSERT INTO email_address (id, name, lower) VALUES
  ('e0000000-0000-4000-8000-000000000001', 'Chen.Yu@hengda.example.com', 'chen.yu@hengda.example.com');

INSERT INTO entity_email_address (entity_id, email_address_id, entity_type, `primary`) VALUES
  ('c0000000-0000-4000-8000-000000000001', 'e0000000-0000-4000-8000-000000000001', 'Contact', 1);

INSERT INTO opportunity (id, name, account_id, amount, amount_currency, stage, probability, close_date, created_at, deleted) VALUES
  ('b0000000-0000-4000-8000-000000000001', '西湖店试点', 'a0000000-0000-4000-8000-000000000001', 35600.0000, 'CNY', 'Closed Won', 100, DATE_FORMAT(NOW(), '%Y-%m-01'), NOW() - INTERVAL 20 DAY, 0),
  ('b0000000-0000-4000-8000-000000000002', '十二家门店改造', 'a0000000-0000-4000-8000-000000000001', 386000.0000, 'CNY', 'Negotiation', 80, DATE_FORMAT(NOW() - INTERVAL 1 MONTH, '%Y-%m-18'), NOW() - INTERVAL 40 DAY, 0),
  ('b0000000-0000-4000-8000-000000000003', '员工宿舍饮水', 'a0000000-0000-4000-8000-000000000001', 52000.2500, 'CNY', 'Closed Lost', 0, DATE_FORMAT(NOW() - INTERVAL 6 MONTH, '%Y-%m-07'), NOW() - INTERVAL 200 DAY, 0),
  ('b0000000-0000-4000-8000-000000000004', '录错的', 'a0000000-0000-4000-8000-000000000001', 1.0000, 'CNY', 'Prospecting', 10, DATE_FORMAT(NOW(), '%Y-%m-01'), NOW(), 1);
