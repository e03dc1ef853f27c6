import { circuitBreaker, ConsecutiveBreaker, handleAll } from 'cockatiel';
import pTimeout from 'p-timeout';
import { createClient, type RedisClientType, type RedisModules } from 'redis';
import type { Logger } from '../platform/logger.js';

/** Injection token of the `SharedRedis`, null when the cache lives in this process. */
export const SHARED_REDIS = Symbol('SharedRedis');

/** Redis could not be asked, or did not answer in time. Not the same as "there is nothing there". */
export class RedisDownError extends Error {
  constructor(cause: unknown) {
    super(`Redis: ${cause instanceof Error ? cause.message : 'no answer'}`);
    this.name = 'RedisDownError';
  }
}

/** For what may as well not be shared just now. @throws anything else */
export function ignoreDown(error: unknown): void {
  if (!(error instanceof RedisDownError)) throw error;
}

const CONNECT_MS = 1_000;
const RECONNECT_MS = { step: 50, most: 1_000 };
const REST_MS = 1_000;

/** The one connection to Redis. It may be down at the start and at any time after: nothing waits for it to come back. */
export class SharedRedis {
  readonly client: RedisClientType;
  private readonly connected: Promise<unknown>;

  /** After two failures in a row nobody waits for a deadline, until a moment has passed. */
  private readonly breaker = circuitBreaker(handleAll, {
    halfOpenAfter: REST_MS,
    breaker: new ConsecutiveBreaker(2),
  });

  /** @param deadlineMs what one command may take */
  constructor(
    url: string,
    private readonly deadlineMs: number,
    private readonly logger: Logger,
  ) {
    this.client = createClient<RedisModules, Record<string, never>, Record<string, never>>({
      url,
      disableOfflineQueue: true,
      socket: {
        connectTimeout: CONNECT_MS,
        reconnectStrategy: (retries) => Math.min((retries + 1) * RECONNECT_MS.step, RECONNECT_MS.most),
      },
    });
    this.client.on('error', (error: Error) => logger.warn({ err: error }, 'Redis, at REDIS_URL'));
    this.connected = this.client
      .connect()
      .catch((error: unknown) => logger.warn({ err: error }, 'Redis, at REDIS_URL'));
  }

  /** Gives the first connection a moment. Without it everybody who starts would find Redis down. */
  async begin(): Promise<this> {
    await pTimeout(this.connected, { milliseconds: CONNECT_MS, fallback: () => undefined });
    return this;
  }

  /** @throws RedisDownError */
  async run<Result>(command: (client: RedisClientType) => Promise<Result>): Promise<Result> {
    try {
      return await this.breaker.execute(() => within(command(this.client), this.deadlineMs));
    } catch (error) {
      throw new RedisDownError(error);
    }
  }

  /**
   * Hears a channel, on a connection of its own (Redis wants that), whenever Redis is there.
   * @returns how to stop
   */
  async listen(channel: string, listener: (message: string) => void): Promise<() => Promise<void>> {
    const subscriber = this.client.duplicate();
    subscriber.on('error', (error: Error) =>
      this.logger.warn({ err: error }, 'Redis, at REDIS_URL, for listening'),
    );
    const listening = subscriber
      .connect()
      .then(() => subscriber.subscribe(channel, listener))
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Redis, at REDIS_URL, for listening'));
    await pTimeout(listening, { milliseconds: CONNECT_MS, fallback: () => undefined });
    return async () => {
      if (subscriber.isOpen) await subscriber.disconnect();
    };
  }

  async disconnect(): Promise<void> {
    if (this.client.isOpen) await this.client.disconnect();
  }
}

/**
 * Every request comes by here: p-timeout would take down the stack each time, in case that the answer is late. A process
 * that was busy itself comes to its deadline late, and before it has looked at what has arrived: that is not Redis's
 * fault, and the time is given back.
 * @param ms milliseconds
 * @throws Error when there is no answer in time
 */
async function within<Answer>(answer: Promise<Answer>, ms: number): Promise<Answer> {
  const begun = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    const giveUp = () => reject(new Error(`no answer within ${ms} ms`));
    // Timers come a little early, too.
    const giveBack = () => (timer = setTimeout(giveUp, Math.max(1, performance.now() - begun - ms)));
    timer = setTimeout(giveBack, ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
