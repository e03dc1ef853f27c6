import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SharedRedis } from '../../src/cache/shared-redis.js';
import { createLogger } from '../../src/platform/logger.js';
import { PrivateRedis } from './unreliable-redis.js';

const DEADLINE_MS = 50;

let server: PrivateRedis;
let redis: SharedRedis;
beforeAll(async () => {
  server = await PrivateRedis.start();
  redis = await new SharedRedis(server.url, DEADLINE_MS, createLogger('silent')).begin();
});
afterAll(async () => {
  await redis.disconnect();
  await server.kill();
});

it('a process that is busy itself does not take Redis for down', async () => {
  for (let time = 0; time < 5; time += 1) {
    const answer = redis.run((client) => client.ping());
    keepBusyFor(3 * DEADLINE_MS);
    expect(await answer).toBe('PONG');
  }
});

/** Nothing else of this process gets its turn meanwhile. @param ms milliseconds */
function keepBusyFor(ms: number): void {
  const until = performance.now() + ms;
  while (performance.now() < until);
}
