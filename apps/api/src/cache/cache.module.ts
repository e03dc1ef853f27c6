import { CacheModule as NestCacheModule } from '@nestjs/cache-manager';
import { Global, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CacheableMemory } from 'cacheable';
import { Keyv } from 'keyv';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { LOGGER, type Logger } from '../platform/logger.js';
import { RedisAdapter } from './redis-adapter.js';
import { SharedCache } from './shared-cache.js';
import { SHARED_REDIS, SharedRedis } from './shared-redis.js';

/** Entries the in-process cache holds before it lets go of the least used. */
const MEMORY_ENTRIES = 20_000;

@Global()
@Module({
  providers: [
    {
      provide: SHARED_REDIS,
      inject: [APP_CONFIG, LOGGER],
      useFactory: async ({ cache, wecom }: AppConfig, logger: Logger) =>
        cache.kind === 'redis' ? new SharedRedis(cache.url, wecom.timings.storeMs, logger).begin() : null,
    },
  ],
  exports: [SHARED_REDIS],
})
class RedisModule implements OnApplicationShutdown {
  constructor(@Inject(SHARED_REDIS) private readonly redis: SharedRedis | null) {}

  async onApplicationShutdown(): Promise<void> {
    await this.redis?.disconnect();
  }
}

/**
 * The cache every module shares, in process or on Redis. Whoever writes a key puts the corp into it, and the agent
 * where it belongs to one. Time to live is in milliseconds.
 */
@Global()
@Module({
  imports: [
    RedisModule,
    NestCacheModule.registerAsync({
      inject: [APP_CONFIG, SHARED_REDIS],
      useFactory: ({ cache }: AppConfig, redis: SharedRedis | null) => ({
        stores: [
          new Keyv({
            namespace: cache.namespace,
            throwOnErrors: true,
            store: redis ? new RedisAdapter(redis) : new CacheableMemory({ lruSize: MEMORY_ENTRIES }),
          }),
        ],
      }),
    }),
  ],
  providers: [SharedCache],
  exports: [SharedCache, RedisModule, NestCacheModule],
})
export class CacheModule {}
