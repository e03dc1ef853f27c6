import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { MembersModule } from '../members/index.js';
import { WecomModule } from '../wecom/index.js';
import { CustomerAccess } from './customers/customer-access.js';
import { CustomerFactsService } from './customers/customer-facts.service.js';
import { CustomerProfile } from './customers/customer-profile.entity.js';
import { Customer } from './customers/customer.entity.js';
import { CustomerGuard } from './customers/customer.guard.js';
import { CustomersController } from './customers/customers.controller.js';
import { CustomersRepository } from './customers/customers.repository.js';
import { CustomersService } from './customers/customers.service.js';
import { FollowRelation } from './customers/follow-relation.entity.js';
import { FollowUp } from './follow-ups/follow-up.entity.js';
import { FollowUpsController } from './follow-ups/follow-ups.controller.js';
import { FollowUpsRepository } from './follow-ups/follow-ups.repository.js';
import { FollowUpsService } from './follow-ups/follow-ups.service.js';
import { Order } from './orders/order.entity.js';
import { OrdersRepository } from './orders/orders.repository.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Customer, CustomerProfile, FollowRelation, FollowUp, Order]),
    AuditModule,
    MembersModule,
    WecomModule,
  ],
  controllers: [CustomersController, FollowUpsController],
  providers: [
    CustomerAccess,
    CustomerFactsService,
    CustomerGuard,
    CustomersRepository,
    CustomersService,
    FollowUpsRepository,
    FollowUpsService,
    OrdersRepository,
  ],
  exports: [CustomerGuard],
})
export class CrmModule {}
