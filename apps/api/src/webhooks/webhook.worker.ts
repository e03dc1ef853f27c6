import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { QueueWorker } from '../work-queue/queue-worker.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookOutbox } from './webhook-outbox.js';

/** So many messages at a time reach a receiver from one process. Each corp has its own: a slow one holds up nobody else. */
const HANDS_OF_CORP = 4;

/** Keeps sending, in a process that is meant to. */
@Injectable()
export class WebhookWorker extends QueueWorker {
  constructor(
    @Inject(APP_CONFIG) { backgroundWork }: AppConfig,
    outbox: WebhookOutbox,
    delivery: WebhookDelivery,
    @Inject(LOGGER) logger: Logger,
  ) {
    const corpIds = backgroundWork.includes('webhooks') ? outbox.corpIds : [];
    const hands = corpIds.flatMap((corpId) =>
      Array.from({ length: HANDS_OF_CORP }, () => () => delivery.next(corpId)),
    );
    super({ queue: 'the outbox', hands }, logger);
  }
}
