import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from './logger.js';

export interface Repeated {
  /** False where other processes do it. */
  isOurs: boolean;
  /** From the end of one look to the next. Milliseconds. */
  everyMs: number;
  /** Looks whether there is anything to do, and does it. @param stopped begin nothing further */
  look: (stopped: AbortSignal) => Promise<void>;
  /** For the log, when it fails. */
  trouble: string;
}

/** Looks again and again whether something is due, for as long as this process lives. What is under way is finished. */
export abstract class RepeatedWork implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopped = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(
    private readonly repeated: Repeated,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    if (this.repeated.isOurs) this.look();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    clearTimeout(this.timer);
    await this.running;
  }

  private look(): void {
    const { everyMs, look, trouble } = this.repeated;
    this.running = look(this.stopped.signal)
      .catch((error: unknown) => this.logger.error({ err: error }, trouble))
      .finally(() => {
        if (!this.stopped.signal.aborted) this.timer = setTimeout(() => this.look(), everyMs);
      });
  }
}
