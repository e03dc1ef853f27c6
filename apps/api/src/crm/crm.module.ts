import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { MembersModule } from '../members/index.js';
import { WecomModule } from '../wecom/index.js';
import { CustomerFactsService } from './customers/customer-facts.service.js';
import { CustomerProfile } from './customers/customer-profile.entity.js';
import { Customer } from './customers/customer.entity.js';
import { CustomersController } from './customers/customers.controller.js';
import { CustomersRepository } from './customers/customers.repository.js';
import { CustomersService } from './customers/customers.service.js';
import { FollowRelation } from './customers/follow-relation.entity.js';
import { FollowUp } from './follow-ups/follow-up.entity.js';
import { FollowUpsRepository } from './follow-ups/follow-ups.repository.js';
import { Order } from './orders/order.entity.js';
import { OrdersRepository } from './orders/orders.repository.js';

@Module({
  imports: [
    TypeOrmModule.forFeature([Customer, CustomerProfile, FollowRelation, FollowUp, Order]),
    MembersModule,
    WecomModule,
  ],
  controllers: [CustomersController],
  providers: [
    CustomerFactsService,
    CustomersRepository,
    CustomersService,
    FollowUpsRepository,
    OrdersRepository,
  ],
})
export class CrmModule {}
