import { DataSource } from 'typeorm';
import { Corps } from '../../src/config/corps.js';
import { BuiltInCrm } from '../../src/crm/company/built-in/built-in-crm.js';
import { CustomerProfile } from '../../src/crm/company/built-in/customer-profile.entity.js';
import { Order } from '../../src/crm/company/built-in/order.entity.js';
import { OrdersRepository } from '../../src/crm/company/built-in/orders.repository.js';
import { Customer } from '../../src/crm/customers/customer.entity.js';
import { FollowRelation } from '../../src/crm/customers/follow-relation.entity.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { testConfig, testCorp } from '../support/config.js';
import { ManualClock } from '../support/manual-clock.js';
import { createStorage } from '../support/storage.js';
import { describeCompanyCrm } from './contract.js';

const corpId = 'wwbuiltin';
const member = { corpId, agentId: 1, userId: 'zhangwei' };

describeCompanyCrm("Sidecard's own tables as a CRM", async (now, customers) => {
  const storage = await createStorage();
  const dataSource = await new DataSource({
    ...dataSourceOptions(storage.database),
    entities: [Customer, CustomerProfile, FollowRelation, Order],
  }).initialize();
  await dataSource.runMigrations({ transaction: 'each' });
  const { manager } = dataSource;
  for (const { externalUserId, name, orders = [] } of customers) {
    await manager.insert(Customer, { corpId, externalUserId, name, kind: 'wechat', gender: 'unknown' });
    await manager.insert(FollowRelation, {
      ...member,
      externalUserId,
      phones: [],
      addWay: 'unknown',
      addedAt: now,
      confirmedAt: now,
    });
    await manager.insert(CustomerProfile, { corpId, externalUserId, level: 'A', ownerUserId: null });
    for (const { number, ...order } of orders)
      await manager.insert(Order, {
        ...order,
        corpId,
        externalUserId,
        orderNumber: number,
        status: 'paid',
        currency: 'CNY',
      });
  }
  const corp = testCorp({ corpId, name: '自有', publicOrigin: 'https://crm.example.com', apps: [] });
  const crm = new BuiltInCrm(
    dataSource.getRepository(CustomerProfile),
    dataSource.getRepository(Customer),
    new OrdersRepository(dataSource.getRepository(Order)),
    new Corps(testConfig('https://wecom.example.com', { ...storage, corps: [corp] })),
    new ManualClock(now),
  );
  return {
    crm,
    corpId,
    member,
    create: (externalUserId) => crm.create(manager, member, externalUserId),
    dispose: async () => {
      await dataSource.destroy();
      await storage.dispose();
    },
  };
});
