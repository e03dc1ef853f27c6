import { EventEmitter, once } from 'node:events';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { Logger } from '../platform/logger.js';

/** How often to look for what another process has stored, or what is due again. Milliseconds. */
const LOOK_MS = 500;

/** Does some of what is due. @returns whether there was anything */
export type Hand = () => Promise<boolean>;

export interface Working {
  /** For the log. */
  queue: string;
  /** Each works on by itself, so that one slow answer does not hold up everybody. None: others do it. */
  hands: Hand[];
}

/** Keeps a queue worked off for as long as this process lives. */
export abstract class QueueWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly bell = new EventEmitter().setMaxListeners(0);
  private readonly stopped = new AbortController();
  private rings = 0;
  private readonly running: Promise<void>[] = [];

  constructor(
    private readonly working: Working,
    private readonly logger: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.alsoWith(this.working.hands);
  }

  /** More of them, while it is at work. */
  protected alsoWith(hands: Hand[]): void {
    this.running.push(...hands.map((hand) => this.keepGoing(hand)));
  }

  /** There is something new in the queue. */
  wake(): void {
    this.rings += 1;
    this.bell.emit('ring');
  }

  /** What is under way is finished. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped.abort();
    await Promise.all(this.running);
  }

  private async keepGoing(hand: Hand): Promise<void> {
    while (!this.stopped.signal.aborted) {
      const heard = this.rings;
      const isMore = await this.work(hand);
      if (!isMore && heard === this.rings) await this.silence();
    }
  }

  private async work(hand: Hand): Promise<boolean> {
    try {
      return await hand();
    } catch (error) {
      this.logger.error({ err: error }, `${this.working.queue} could not be worked off`);
      return false;
    }
  }

  /** Until something is stored here, it is time to look, or we are stopped. */
  private async silence(): Promise<void> {
    const signal = AbortSignal.any([this.stopped.signal, AbortSignal.timeout(LOOK_MS)]);
    await once(this.bell, 'ring', { signal }).catch(() => undefined);
  }
}
