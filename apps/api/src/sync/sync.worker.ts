import { Inject, Injectable } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { RepeatedWork } from '../platform/repeated-work.js';
import { SyncService } from './sync.service.js';

/** Milliseconds. */
const LOOK_MS = 15_000;

/** Keeps the syncs of all apps going, in a process that is meant to; another goes on from where this one is stopped. */
@Injectable()
export class SyncWorker extends RepeatedWork {
  constructor(
    @Inject(APP_CONFIG) { backgroundWork }: AppConfig,
    sync: SyncService,
    @Inject(LOGGER) logger: Logger,
  ) {
    const isOurs = backgroundWork.includes('sync');
    const look = (stopped: AbortSignal) => sync.runDue(stopped);
    super({ isOurs, everyMs: LOOK_MS, look, trouble: 'the syncs could not be looked after' }, logger);
  }
}
