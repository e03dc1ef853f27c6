import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { Corps } from '../config/corps.js';
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
    corps: Corps,
    outbox: WebhookOutbox,
    delivery: WebhookDelivery,
    @Inject(LOGGER) logger: Logger,
  ) {
    const served = new Set<string>();
    // One that is no longer told anything has nothing to be sent.
    const handsOfNew = () => {
      const fresh = backgroundWork.includes('webhooks') ? outbox.corpIds.filter((id) => !served.has(id)) : [];
      for (const corpId of fresh) served.add(corpId);
      return fresh.flatMap((corpId) =>
        Array.from({ length: HANDS_OF_CORP }, () => () => delivery.next(corpId)),
      );
    };
    super({ queue: 'the outbox', hands: handsOfNew() }, logger);
    corps.beforeReplacing(async () => () => this.alsoWith(handsOfNew()));
  }
}
