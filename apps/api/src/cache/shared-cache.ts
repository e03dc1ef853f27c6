import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { Inject, Injectable } from '@nestjs/common';
import { Mutex } from 'async-mutex';
import type { Keyv } from 'keyv';
import { AppError } from '../platform/errors/app-error.js';
import { RedisDownError } from './shared-redis.js';

/**
 * The cache for what can't be had from anywhere else, like sessions: "nothing there" and "can't be asked" are not the
 * same here, as they are to cache-manager itself. Whoever writes a key puts the corp into it, and the agent where it
 * belongs to one.
 * @throws AppError NOT_READY from every method, while the cache can't be asked
 */
@Injectable()
export class SharedCache {
  private readonly store: Keyv;
  private readonly takers = new Mutex();

  constructor(@Inject(CACHE_MANAGER) cache: Cache) {
    const [store] = cache.stores;
    if (!store) throw new Error('the cache has no store');
    this.store = store;
  }

  async get(key: string): Promise<unknown> {
    return whileUp(() => this.store.get<unknown>(key));
  }

  /** @param ttlMs milliseconds */
  async set(key: string, value: unknown, ttlMs: number): Promise<void> {
    await whileUp(() => this.store.set(key, value, ttlMs));
  }

  /** Gives it to one only, of however many ask at the same time in however many processes. */
  async take(key: string): Promise<unknown> {
    return this.takers.runExclusive(() =>
      whileUp(async () => {
        const value = await this.store.get<unknown>(key);
        return value !== undefined && (await this.store.delete(key)) ? value : undefined;
      }),
    );
  }
}

async function whileUp<Result>(question: () => Promise<Result>): Promise<Result> {
  try {
    return await question();
  } catch (error) {
    if (!(error instanceof RedisDownError)) throw error;
    throw new AppError('NOT_READY', error.message, { waitingFor: ['cache'] });
  }
}
