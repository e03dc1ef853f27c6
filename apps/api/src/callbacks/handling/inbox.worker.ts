import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { QueueWorker } from '../../work-queue/queue-worker.js';
import { InboxDrain } from './inbox-drain.js';

/** One slow answer must not hold up everybody. */
const HANDS = 2;

/** Keeps the inbox worked off, in a process that is meant to. */
@Injectable()
export class InboxWorker extends QueueWorker {
  constructor(
    @Inject(APP_CONFIG) { backgroundWork }: AppConfig,
    drain: InboxDrain,
    @Inject(LOGGER) logger: Logger,
  ) {
    const hands = backgroundWork.includes('inbox')
      ? Array.from({ length: HANDS }, () => () => drain.some())
      : [];
    super({ queue: 'the inbox', hands }, logger);
  }
}
