import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CardLayoutRow } from './card-layout.entity.js';
import { CardLayoutsController } from './card-layouts.controller.js';
import { CardLayoutsService } from './card-layouts.service.js';

@Module({
  imports: [TypeOrmModule.forFeature([CardLayoutRow])],
  controllers: [CardLayoutsController],
  providers: [CardLayoutsService],
  exports: [CardLayoutsService],
})
export class CardLayoutsModule {}
