import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { SyncService } from './sync.service.js';

/** How often to look whether a sync is due. Milliseconds. */
const LOOK_MS = 15_000;

/** Keeps the syncs of all apps going, in a process that is meant to. */
@Injectable()
export class SyncWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly sync: SyncService,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.backgroundWork.includes('sync')) this.look();
  }

  /** The step under way is finished; another process goes on from there. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private look(): void {
    this.running = this.sync
      .runDue(this.stopped.signal)
      .catch((error: unknown) => this.logger.error({ err: error }, 'the syncs could not be looked after'))
      .finally(() => {
        if (!this.stopped.signal.aborted) this.timer = setTimeout(() => this.look(), LOOK_MS);
      });
  }
}
