import { SharedRedis } from '../../src/cache/shared-redis.js';
import type { CredentialStore } from '../../src/wecom/credentials/credential-store.js';
import { MemoryCredentialStore } from '../../src/wecom/credentials/memory-credential-store.js';
import { RedisCredentialStore } from '../../src/wecom/credentials/redis-credential-store.js';
import { MemoryTurnstile } from '../../src/wecom/limits/memory-turnstile.js';
import { RedisTurnstile } from '../../src/wecom/limits/redis-turnstile.js';
import type { Turnstile } from '../../src/wecom/limits/turnstile.js';
import { createLogger } from '../../src/platform/logger.js';
import { ManualClock } from './manual-clock.js';
import { createStorage } from './storage.js';

/** What several processes would share, in the implementation that the Jest project is about. */
export interface SharedState {
  clock: ManualClock;
  credentials: CredentialStore;
  turnstile: Turnstile;
  /** Lets real time pass on Redis, whose leases have their own clock, and moves ours. Milliseconds. */
  outlast(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSharedState(): Promise<SharedState> {
  const clock = new ManualClock();
  const storage = await createStorage();
  const { cache } = storage;
  if (cache.kind === 'memory') {
    return {
      clock,
      credentials: new MemoryCredentialStore(clock),
      turnstile: new MemoryTurnstile(clock),
      outlast: async (ms) => clock.advance({ seconds: ms / 1000 }),
      close: () => storage.dispose(),
    };
  }
  const redis = await new SharedRedis(cache.url, 5_000, createLogger('silent')).begin();
  return {
    clock,
    credentials: new RedisCredentialStore(redis, cache.namespace),
    turnstile: new RedisTurnstile(redis, cache.namespace, clock),
    outlast: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    close: async () => {
      await redis.disconnect();
      await storage.dispose();
    },
  };
}
