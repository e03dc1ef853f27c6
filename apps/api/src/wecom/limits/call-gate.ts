import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { Mutex, Semaphore, withTimeout } from 'async-mutex';
import { ignoreDown } from '../../cache/shared-redis.js';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { WecomApp } from '../wecom-app.js';
import { WecomError } from '../wecom-error.js';
import { WecomMetrics } from '../wecom-metrics.js';
import { limitsOf, type Limits } from './call-limits.js';
import { MemoryTurnstile } from './memory-turnstile.js';
import { TURNSTILE, type Turnstile } from './turnstile.js';

/** Callers of one process before one gate. */
interface Queue {
  places: ReturnType<typeof withTimeout>;
  /** Only who holds it asks the turnstile. */
  head: Mutex;
}

/** Longer than a call may take, nobody is inside who is still alive. */
const GRACE_MS = 1_000;

/**
 * Every call of an app passes here, so that limits are respected before they hurt: callers of this process queue up
 * in their order, and only the first of them asks the turnstile that all processes share.
 */
@Injectable()
export class CallGate {
  private readonly queues = new Map<string, Queue>();
  /** Stands in while the shared one can't be asked. */
  private readonly own: Turnstile;

  constructor(
    @Inject(TURNSTILE) private readonly shared: Turnstile,
    @Inject(CLOCK) clock: Clock,
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    private readonly metrics: WecomMetrics,
  ) {
    this.own = new MemoryTurnstile(clock);
  }

  /** @throws WecomError `throttled`: with the time it opens, or when it takes too long to get in */
  async through<Answer>(app: WecomApp, path: string, call: () => Promise<Answer>): Promise<Answer> {
    const limits = limitsOf(app, path);
    const { places, head } = this.queueOf(limits, path);
    // One for the queue, the head of it and the turnstile together.
    const deadline = performance.now() + this.timings.patienceMs;
    return places.runExclusive(async () => {
      const leave = await head.runExclusive(() => this.enter(limits, path, deadline));
      try {
        return await call();
      } finally {
        // Nobody waits for that.
        void leave();
      }
    });
  }

  /** The platform says that we ask too often (45009). @returns when to ask again, ms since 1970 */
  async close(app: WecomApp, path: string): Promise<number> {
    this.metrics.gateClosings.inc({ corp: app.corpId, path });
    return this.ask((turnstile) => turnstile.close(limitsOf(app, path)));
  }

  /** The platform says that too many ask at the same time (45033). */
  async narrow(app: WecomApp, path: string): Promise<void> {
    await this.ask((turnstile) => turnstile.narrow(limitsOf(app, path)));
  }

  private async enter(limits: Limits, path: string, deadline: number): Promise<() => Promise<void>> {
    const staleMs = this.timings.callMs + GRACE_MS;
    while (performance.now() < deadline) {
      const { entry, turnstile } = await this.ask(async (asked) => ({
        turnstile: asked,
        entry: await asked.enter(limits, staleMs),
      }));
      switch (entry.kind) {
        case 'in':
          return () => turnstile.leave(limits, entry.pass).catch(ignoreDown);
        case 'closed':
          throw new WecomError('throttled', path, null, 'our share of calls is used up', entry.until);
        case 'full':
          await pause(this.timings.pollMs * (0.5 + Math.random()));
      }
    }
    throw new WecomError('throttled', path, null, 'too many calls of this kind are under way');
  }

  private async ask<Answer>(question: (turnstile: Turnstile) => Promise<Answer>): Promise<Answer> {
    try {
      return await question(this.shared);
    } catch (error) {
      ignoreDown(error);
      return question(this.own);
    }
  }

  private queueOf({ name, parallel }: Limits, path: string): Queue {
    const found = this.queues.get(name);
    if (found) return found;
    const tooLong = new WecomError('throttled', path, null, 'too many callers are waiting');
    const places = withTimeout(new Semaphore(parallel), this.timings.patienceMs, tooLong);
    const queue = { places, head: new Mutex() };
    this.queues.set(name, queue);
    return queue;
  }
}
