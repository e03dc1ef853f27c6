import { HttpModule } from '@nestjs/axios';
import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { WebhookClaims } from './webhook-claims.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookMessage } from './webhook-message.entity.js';
import { WebhookMetrics } from './webhook-metrics.js';
import { WebhookOutbox } from './webhook-outbox.js';
import { WebhookPost } from './webhook-post.js';
import { WebhookWorker } from './webhook.worker.js';

/** What the company is told: from a row beside the change to an answer of its receiver. */
@Module({
  imports: [TypeOrmModule.forFeature([WebhookMessage]), HttpModule],
  providers: [WebhookClaims, WebhookDelivery, WebhookMetrics, WebhookOutbox, WebhookPost, WebhookWorker],
  exports: [WebhookOutbox],
})
export class WebhooksModule {}
