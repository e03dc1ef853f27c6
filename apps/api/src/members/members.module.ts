import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WecomModule } from '../wecom/index.js';
import { Member } from './member.entity.js';
import { MembersService } from './members.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([Member]), WecomModule],
  providers: [MembersService],
  exports: [MembersService],
})
export class MembersModule {}
