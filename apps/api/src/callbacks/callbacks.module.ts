import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WecomModule } from '../wecom/index.js';
import { CallbackEventRow } from './callback-event.entity.js';
import { CallbackInbox } from './callback-inbox.js';
import { CALLBACK_LISTENER, nobodyListens } from './callback-listener.js';
import { CallbackMetrics } from './callback-metrics.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallbacksService } from './callbacks.service.js';

/** What the platform tells by itself, from its call to a row in the inbox. */
@Module({
  imports: [TypeOrmModule.forFeature([CallbackEventRow]), WecomModule],
  controllers: [CallbacksController],
  providers: [
    CallbackInbox,
    CallbackMetrics,
    CallbacksService,
    { provide: CALLBACK_LISTENER, useValue: nobodyListens },
  ],
})
export class CallbacksModule {}
