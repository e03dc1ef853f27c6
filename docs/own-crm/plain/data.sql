-- Invented people. Whoever has a chat in the demo is found by their phone or by their external user id.

SET time_zone = '+08:00';

INSERT INTO customers
  (id, name, company, level, phone, wecom_external_userid, sales_rep, interests, city, address, deposit, plan_done, birthday, joined_at)
VALUES
  (1, '林小雨', '', 'A', '13800010001', NULL, 'ZhangWei', '全屋净水,软水机', '杭州', '滨江花园 3 栋', 2000.00, 60, '1991-06-18', NOW() - INTERVAL 86 DAY),
  (2, '黄莉', '', 'B', '13900029999', 'wmHuangLi', 'ZhangWei', '软水机', '杭州', '江南里 8 幢', 0, 100, NULL, NOW() - INTERVAL 210 DAY),
  -- One family, two records, one phone: the member has to choose.
  (3, '徐静', '', 'B', '13600040004', NULL, 'ZhangWei', '厨下净水', '杭州', '翠湖天地 2 幢', 500.00, 30, NULL, NOW() - INTERVAL 33 DAY),
  (4, '徐静（老房）', '', 'D', '13600040004', NULL, 'LiNa', '', '杭州', '清波门 11 号', 0, 100, NULL, NOW() - INTERVAL 900 DAY),
  -- Written with its country, as some exports do.
  (5, '曹睿', '', 'A', '+8613200070007', NULL, 'ZhangWei', '全屋净水,滤芯套餐', '杭州', '云栖别墅 5 号', 0, 100, NULL, NOW() - INTERVAL 500 DAY),
  -- Known by name and company only: suggested, and never taken for the customer without being asked.
  (6, '陈昱', '恒达酒店', 'A', '0571-55550200', NULL, 'WangQiang', '全屋净水', '杭州', '西湖店', 30000.00, 20, NULL, NOW() - INTERVAL 55 DAY);

INSERT INTO orders (customer_id, number, title, amount, status, ordered_at) VALUES
  (1, 'SP-018', '全屋净水方案勘测费', 199.00, 'paid', DATE_FORMAT(NOW(), '%Y-%m-01 00:00:01')),
  (1, 'SP-007', '花洒净水滤芯 2 支', 268.00, 'delivered', DATE_FORMAT(NOW() - INTERVAL 1 MONTH, '%Y-%m-15 10:30:00')),
  (1, 'SP-006', '台面净水壶', 329.50, 'delivered', DATE_FORMAT(NOW() - INTERVAL 1 MONTH, '%Y-%m-03 16:00:00')),
  (1, 'SP-002', '前置过滤器', 899.00, 'refunded', DATE_FORMAT(NOW() - INTERVAL 4 MONTH, '%Y-%m-20 09:15:00')),
  (1, 'SP-001', '水质检测', 99.00, 'delivered', DATE_FORMAT(NOW() - INTERVAL 14 MONTH, '%Y-%m-11 11:00:00')),
  (2, 'SP-031', '软水机 S3 定金', 1000.00, 'paid', DATE_FORMAT(NOW() - INTERVAL 1 MONTH, '%Y-%m-20 14:00:00')),
  (2, 'SP-030', '滤芯套餐（全年）', 1680.00, 'delivered', DATE_FORMAT(NOW() - INTERVAL 7 MONTH, '%Y-%m-01 12:00:00')),
  (5, 'SP-012', '别墅全屋年度保养', 3600.00, 'delivered', DATE_FORMAT(NOW() - INTERVAL 5 MONTH, '%Y-%m-03 09:00:00'));
