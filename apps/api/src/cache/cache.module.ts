import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Module } from '@nestjs/common';
import { KeyvAdapter } from 'cache-manager';
import { redisStore } from 'cache-manager-redis-yet';
import { CacheableMemory } from 'cacheable';
import { Keyv } from 'keyv';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';

/** Entries the in-process cache holds before it lets go of the least used. */
const MEMORY_ENTRIES = 20_000;

/**
 * The cache every module shares, in process or on Redis. Whoever writes a key puts the corp into it, and the agent
 * where it belongs to one. Time to live is in milliseconds.
 */
@Global()
@Module({
  imports: [
    NestCacheModule.registerAsync({
      inject: [APP_CONFIG, LOGGER],
      useFactory: async (config: AppConfig, logger: Logger) => ({
        stores: [await createStore(config.cache, logger)],
      }),
    }),
  ],
  exports: [NestCacheModule],
})
export class CacheModule {}

async function createStore(cache: AppConfig['cache'], logger: Logger): Promise<Keyv> {
  const { namespace } = cache;
  if (cache.kind === 'memory') {
    return new Keyv({ namespace, store: new CacheableMemory({ lruSize: MEMORY_ENTRIES }) });
  }
  const store = await redisStore({ url: cache.url });
  store.client.on('error', (error: Error) => logger.error({ err: error }, 'Redis'));
  const closing = Object.assign(store, { disconnect: () => store.client.disconnect() });
  return new Keyv({ namespace, store: new KeyvAdapter(closing) });
}
