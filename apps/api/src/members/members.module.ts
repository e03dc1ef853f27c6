import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WecomModule } from '../wecom/index.js';
import { CustomerContactController } from './customer-contact.controller.js';
import { CustomerContactService } from './customer-contact.service.js';
import { DepartmentsService } from './departments.service.js';
import { Member } from './member.entity.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Member]), WecomModule],
  controllers: [CustomerContactController],
  providers: [CustomerContactService, DepartmentsService, MembersService],
  exports: [DepartmentsService, MembersService],
})
export class MembersModule {}
