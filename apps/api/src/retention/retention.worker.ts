import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { RepeatedWork } from '../platform/repeated-work.js';
import { RetentionService } from './retention.service.js';

/** Milliseconds. */
const LOOK_MS = 60_000;

/** Has what is too old removed, in a process that is meant to. */
@Injectable()
export class RetentionWorker extends RepeatedWork {
  constructor(
    @Inject(APP_CONFIG) { backgroundWork }: AppConfig,
    retention: RetentionService,
    @Inject(LOGGER) logger: Logger,
  ) {
    const isOurs = backgroundWork.includes('retention');
    const look = (stopped: AbortSignal) => retention.runDue(stopped);
    super({ isOurs, everyMs: LOOK_MS, look, trouble: 'what is too old could not be looked for' }, logger);
  }
}
