import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuthModule } from '../auth/index.js';
import { CrmModule } from '../crm/index.js';
import { WecomModule } from '../wecom/index.js';
import { CallbackEventRow } from './callback-event.entity.js';
import { CallbackInbox } from './callback-inbox.js';
import { CallbackMetrics } from './callback-metrics.js';
import { CallbacksController } from './callbacks.controller.js';
import { CallbacksService } from './callbacks.service.js';
import { EventHandling } from './handling/event-handling.js';
import { InboxClaims } from './handling/inbox-claims.js';
import { InboxDrain } from './handling/inbox-drain.js';
import { InboxWorker } from './handling/inbox.worker.js';

/** What the platform tells by itself: from its call to a row in the inbox, and from there to what it changes. */
@Module({
  imports: [TypeOrmModule.forFeature([CallbackEventRow]), AuthModule, CrmModule, WecomModule],
  controllers: [CallbacksController],
  providers: [
    CallbackInbox,
    CallbackMetrics,
    CallbacksService,
    EventHandling,
    InboxClaims,
    InboxDrain,
    InboxWorker,
  ],
})
export class CallbacksModule {}
