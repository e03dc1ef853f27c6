import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { SharedRedis } from '../../src/cache/shared-redis.js';
import { createLogger } from '../../src/platform/logger.js';
import { RedisCredentialStore } from '../../src/wecom/credentials/redis-credential-store.js';
import { PrivateRedis, SlowRedis } from './unreliable-redis.js';

const DEADLINE_MS = 50;
const LEASE_MS = 60_000;

let redis: PrivateRedis;
let slow: SlowRedis;
let late: SharedRedis;
let other: SharedRedis;
beforeAll(async () => {
  redis = await PrivateRedis.start();
  slow = await SlowRedis.inFrontOf(redis.url);
  const logger = createLogger('silent');
  late = await new SharedRedis(slow.url, DEADLINE_MS, logger).begin();
  other = await new SharedRedis(redis.url, 5_000, logger).begin();
});
afterAll(async () => {
  await late.disconnect();
  await other.disconnect();
  await slow.close();
  await redis.kill();
});

it('a lock whose answer came too late keeps nobody waiting for its lease', async () => {
  const key = `access_token:wwtest:1:${randomUUID()}`;
  slow.delayMs = DEADLINE_MS * 4;

  await expect(new RedisCredentialStore(late, 'late').lock(key, LEASE_MS)).rejects.toThrow('Redis');

  const store = new RedisCredentialStore(other, 'late');
  let lock = await store.lock(key, LEASE_MS);
  for (let look = 0; look < 100 && !lock; look += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    lock = await store.lock(key, LEASE_MS);
  }
  // Two: the late one was really taken, and given back.
  expect(lock).toMatchObject({ generation: 2 });
});
