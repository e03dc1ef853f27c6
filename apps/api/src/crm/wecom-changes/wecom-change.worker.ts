import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { QueueWorker } from '../../work-queue/queue-worker.js';
import { WecomChangeDelivery } from './wecom-change-delivery.js';

/** One slow answer must not hold up everybody. */
const HANDS = 2;

/** Keeps writing to WeCom, in a process that is meant to. */
@Injectable()
export class WecomChangeWorker extends QueueWorker {
  constructor(
    @Inject(APP_CONFIG) { backgroundWork }: AppConfig,
    delivery: WecomChangeDelivery,
    @Inject(LOGGER) logger: Logger,
  ) {
    const hands = backgroundWork.includes('wecom-changes')
      ? Array.from({ length: HANDS }, () => () => delivery.some())
      : [];
    super({ queue: 'the outbox to WeCom', hands }, logger);
  }
}
