import { Module } from '@nestjs/common';
import { CardLayoutsModule } from '../card-layouts/card-layouts.module.js';
import { MembersModule } from '../members/index.js';
import { WecomModule } from '../wecom/index.js';
import { BootstrapController } from './bootstrap.controller.js';
import { BootstrapService } from './bootstrap.service.js';

@Module({
  imports: [CardLayoutsModule, MembersModule, WecomModule],
  controllers: [BootstrapController],
  providers: [BootstrapService],
})
export class BootstrapModule {}
