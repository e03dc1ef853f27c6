-- Invented people and companies.

SET time_zone = '+08:00';

INSERT INTO wk_admin_user (user_id, username, realname) VALUES
  (1551, '13500001551', '张伟'), (1552, '13500001552', '李娜'), (1553, '13500001553', '王强');

INSERT INTO wk_crm_customer
  (customer_id, customer_name, mobile, telephone, level, source, deal_status, status, contacts_id, owner_user_id, next_time, create_time, batch_id)
VALUES
  (2001, '杭州恒达酒店管理有限公司', '13700030003', '0571-55550200', 'A（重点客户）', '转介绍', 1, 1, 3001, 1553, NOW() + INTERVAL 5 DAY, NOW() - INTERVAL 55 DAY, 'b2001'),
  -- Locked, and still a customer.
  (2002, '黄莉', '13900029999', NULL, 'B（普通客户）', '老客转介绍', 1, 2, NULL, 1551, NULL, NOW() - INTERVAL 210 DAY, 'b2002'),
  -- Deleted: nobody is to find it, though the phone is the same.
  (2003, '恒达酒店（重复）', '13700030003', NULL, 'C（非优先客户）', NULL, 0, 3, NULL, 1552, NULL, NOW() - INTERVAL 400 DAY, 'b2003'),
  (2004, '徐静', '13600040004', NULL, NULL, '视频号', 0, 1, NULL, 1551, NOW() + INTERVAL 20 DAY, NOW() - INTERVAL 33 DAY, 'b2004');

-- The numbered fields of this company: 1105 意向产品, 1106 门店数, 1107 企业微信外部联系人.
INSERT INTO wk_crm_customer_data (field_id, name, value, batch_id) VALUES
  (1105, 'field_intent', '全屋净水,滤芯套餐', 'b2001'),
  (1106, 'field_stores', '12 家门店', 'b2001'),
  (1105, 'field_intent', '软水机', 'b2002'),
  (1107, 'field_wecom', 'wmHuangLi', 'b2002'),
  (1105, 'field_intent', '厨下净水', 'b2004');

INSERT INTO wk_crm_contacts (contacts_id, name, mobile, post, customer_id) VALUES
  (3001, '陈昱', '13700030003', '工程部经理', 2001),
  (3002, '吴敏', '13700030088', '采购', 2001);

INSERT INTO wk_crm_contract (num, name, customer_id, money, order_date, check_status, owner_user_id) VALUES
  ('HT-2012', '西湖店直饮机 4 台', 2001, 35600.00, DATE_FORMAT(NOW(), '%Y-%m-01'), 1, 1553),
  ('HT-2010', '滨江店末端净水', 2001, 18800.50, DATE_FORMAT(NOW() - INTERVAL 2 MONTH, '%Y-%m-12'), 3, 1553),
  ('HT-2009', '萧山店前置过滤', 2001, 4200.00, DATE_FORMAT(NOW() - INTERVAL 2 MONTH, '%Y-%m-02'), 1, 1551),
  ('HT-2001', '年度换芯协议', 2001, 9600.00, DATE_FORMAT(NOW() - INTERVAL 11 MONTH, '%Y-%m-28'), 1, 1551),
  -- Neither a draft nor what was declared void is a contract.
  ('HT-2011', '西湖店（草稿）', 2001, 99999.00, DATE_FORMAT(NOW(), '%Y-%m-01'), 5, 1553),
  ('HT-1990', '作废的旧合同', 2001, 88888.00, DATE_FORMAT(NOW() - INTERVAL 3 MONTH, '%Y-%m-09'), 8, 1552),
  ('HT-2008', '软水机 S3', 2002, 7980.00, DATE_FORMAT(NOW() - INTERVAL 1 MONTH, '%Y-%m-20'), 1, 1551);

INSERT INTO wk_crm_business_status (status_id, name, rate) VALUES
  (41, '验证客户', 20), (42, '方案报价', 50), (43, '商务谈判', 80);

INSERT INTO wk_crm_business (business_name, customer_id, status_id, money, deal_date, status) VALUES
  ('12 家门店净水改造', 2001, 43, 386000.00, NOW() + INTERVAL 30 DAY, 1),
  ('员工宿舍饮水', 2001, 41, 52000.00, NOW() + INTERVAL 90 DAY, 1),
  ('删除的商机', 2001, 42, 1.00, NOW() + INTERVAL 10 DAY, 3);
