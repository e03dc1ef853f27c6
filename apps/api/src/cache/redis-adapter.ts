import { KeyvAdapter } from 'cache-manager';
import { redisInsStore } from 'cache-manager-redis-yet';
import type { SharedRedis } from './shared-redis.js';

/** What Keyv asks of `cache-manager-redis-yet`, with a deadline for each command, and told whether a key was there. */
export class RedisAdapter extends KeyvAdapter {
  constructor(private readonly redis: SharedRedis) {
    super(redisInsStore(redis.client));
  }

  /** @throws RedisDownError, as do the others */
  override get<Value>(key: string) {
    return this.redis.run(() => super.get<Value>(key));
  }

  override set(key: string, value: unknown, ttl?: number): Promise<boolean> {
    return this.redis.run(() => super.set(key, value, ttl));
  }

  /** @returns false when there was nothing to delete */
  override async delete(key: string): Promise<boolean> {
    return (await this.redis.run((client) => client.del(key))) > 0;
  }
}
