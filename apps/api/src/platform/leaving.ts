import { setTimeout as wait } from 'node:timers/promises';
import { Inject, Injectable, type BeforeApplicationShutdown, type OnModuleDestroy } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';

/**
 * Whoever stands in front of a process that has been asked to stop needs a moment to find that out: until then it says at
 * /health/ready that it leaves, goes on answering, and keeps no connection open.
 */
@Injectable()
export class Leaving implements OnModuleDestroy, BeforeApplicationShutdown {
  private moment: Promise<void> | null = null;

  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  get hasBegun(): boolean {
    return this.moment !== null;
  }

  /** Comes back when nobody should come any more. Waits for nothing while nobody has asked us to stop. */
  async lastMoment(): Promise<void> {
    await this.moment;
  }

  onModuleDestroy(): void {
    this.moment = wait(this.config.server.leavingMs);
  }

  // Nest stops listening only after this.
  async beforeApplicationShutdown(): Promise<void> {
    await this.moment;
  }
}
