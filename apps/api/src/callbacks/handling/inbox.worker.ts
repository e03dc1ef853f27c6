import { EventEmitter, once } from 'node:events';
import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { InboxClaims } from './inbox-claims.js';
import { InboxDrain } from './inbox-drain.js';

/** One slow answer must not hold up everybody. */
const LANES = 2;
/** How often to look for what another process has stored, or what is due again. Milliseconds. */
const LOOK_MS = 500;
/** How long what is over is kept, for whoever wants to know what was told. Milliseconds. */
const KEPT_MS = 30 * 24 * 60 * 60_000;
const FORGET_EVERY_MS = 60 * 60_000;

/** Keeps the inbox worked off, in a process that is meant to. */
@Injectable()
export class InboxWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly bell = new EventEmitter();
  private readonly stopped = new AbortController();
  private rings = 0;
  private forgottenAt = 0;
  private running: Promise<unknown> = Promise.resolve();

  constructor(
    @Inject(APP_CONFIG) private readonly config: AppConfig,
    private readonly drain: InboxDrain,
    private readonly claims: InboxClaims,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.config.backgroundWork.includes('inbox')) return;
    this.running = Promise.all(Array.from({ length: LANES }, () => this.keepGoing()));
  }

  /** There is something new in the inbox. */
  wake(): void {
    this.rings += 1;
    this.bell.emit('ring');
  }

  /** What is under way is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await this.running;
  }

  private async keepGoing(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const heard = this.rings;
      const isMore = await this.work();
      if (!isMore && heard === this.rings) await this.silence();
    }
  }

  private async work(): Promise<boolean> {
    try {
      await this.forget();
      return await this.drain.some();
    } catch (error) {
      this.logger.error({ err: error }, 'the inbox could not be worked off');
      return false;
    }
  }

  private async forget(): Promise<void> {
    const now = this.clock.now();
    if (now - this.forgottenAt < FORGET_EVERY_MS) return;
    this.forgottenAt = now;
    await this.claims.forget(now - KEPT_MS);
  }

  /** Until something is stored here, it is time to look, or we are stopped. */
  private async silence(): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(LOOK_MS)]);
    await once(this.bell, 'ring', { signal }).catch(() => undefined);
  }
}
