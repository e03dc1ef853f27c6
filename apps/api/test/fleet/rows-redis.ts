import { setTimeout as pause } from 'node:timers/promises';
import { answered, CALLS, impatient, PROCESSES, sales, type Ground } from './ground.js';
import type { Bar, Row } from './row.js';
import { freePort, PrivateRedis, SlowRedis } from './unreliable-redis.js';

const ALL = PROCESSES * CALLS;

/** Every call is answered, and a process asks for a token once in 30 s at most. */
const redisTrouble = (
  name: string,
  bars: Record<string, Bar>,
  run: (ground: Ground) => Promise<Record<string, number>>,
): Row => ({ name: `Redis ${name}`, bars, run });

/** Redis in every kind of trouble. */
export const rowsRedis: Row[] = [
  redisTrouble(
    'down at the start',
    { gettoken: { atMost: PROCESSES }, 'gettoken then': 0, answers: ALL * 2 },
    async (ground) => {
      await ground.deploy({ redisUrl: `redis://127.0.0.1:${await freePort()}`, timings: impatient });
      const first = await ground.burst();
      const gettoken = ground.newGettokens();
      const second = await ground.burst();
      return { gettoken, 'gettoken then': ground.newGettokens(), answers: answered([...first, ...second]) };
    },
  ),
  redisTrouble('killed in flight', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const redis = await PrivateRedis.start();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      ground.simulator.faults.nextCalls('/gettoken', { kind: 'delay', ms: 500 });
      const burst = ground.burst();
      await pause(200);
      await redis.kill();
      return { answers: answered(await burst), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
  redisTrouble('flapping', { gettoken: { atMost: PROCESSES }, answers: ALL * 4 }, async (ground) => {
    const redis = await PrivateRedis.start();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      const endings = await ground.burst();
      for (let flap = 0; flap < 3; flap += 1) {
        const burst = ground.burst();
        await redis.kill();
        await pause(100);
        await redis.start();
        endings.push(...(await burst));
      }
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
  redisTrouble('answering after 2 s', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const slow = await SlowRedis.inFrontOf(ground.redisUrl);
    try {
      await ground.deploy({ redisUrl: slow.url, timings: impatient });
      slow.delayMs = 2_000;
      const endings = await ground.burst();
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await slow.close();
    }
  }),
  redisTrouble(
    'frozen, and the token revoked meanwhile',
    { gettoken: { atMost: PROCESSES }, 'gettoken then': { atMost: PROCESSES }, answers: ALL * 2 },
    async (ground) => {
      const redis = await PrivateRedis.start();
      try {
        await ground.deploy({ redisUrl: redis.url, timings: impatient });
        await ground.warmUp();
        redis.freeze();
        ground.killToken(sales);
        const first = await ground.burst();
        const gettoken = ground.newGettokens();
        redis.thaw();
        const second = await ground.burst();
        return { gettoken, 'gettoken then': ground.newGettokens(), answers: answered([...first, ...second]) };
      } finally {
        await redis.kill();
      }
    },
  ),
  redisTrouble('read-only', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const redis = await PrivateRedis.readOnly();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      const endings = await ground.burst();
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
];
