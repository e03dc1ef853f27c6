import { randomUUID } from 'node:crypto';
import type { SharedRedis } from '../../cache/shared-redis.js';
import type { Clock } from '../../platform/clock.js';
import type { Limits, Window } from './call-limits.js';
import {
  AGAIN_WITHIN_MS,
  CLOSED_MS,
  NARROWED_JUST_NOW_MS,
  WIDER_AFTER_MS,
  type Entry,
  type Turnstile,
} from './turnstile.js';

/**
 * KEYS: closed, narrow, inside, one counter a window. ARGV: now, pass, stale, parallel, wider after, then limit, end and
 * length of each window. One round trip, all or nothing. Answers the time it opens, 0 for full, -1 for in. Passes are
 * timed by Redis itself: a process whose clock is ahead must not throw out everybody else's.
 */
const ENTER = `
local now = tonumber(ARGV[1])
local closed = tonumber(redis.call('GET', KEYS[1]) or 0)
if closed > now then return closed end
for i = 4, #KEYS do
  local at = 6 + (i - 4) * 3
  if tonumber(redis.call('GET', KEYS[i]) or 0) >= tonumber(ARGV[at]) then return tonumber(ARGV[at + 1]) end
end
local time = redis.call('TIME')
local here = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[3], '-inf', here)
local parallel = tonumber(ARGV[4])
local narrowed = redis.call('HMGET', KEYS[2], 'parallel', 'at')
if narrowed[1] then
  local steps = math.floor((now - tonumber(narrowed[2])) / tonumber(ARGV[5]))
  parallel = math.min(parallel, tonumber(narrowed[1]) * 2 ^ steps)
end
if redis.call('ZCARD', KEYS[3]) >= parallel then return 0 end
for i = 4, #KEYS do
  redis.call('INCR', KEYS[i])
  redis.call('PEXPIRE', KEYS[i], ARGV[6 + (i - 4) * 3 + 2])
end
redis.call('ZADD', KEYS[3], here + tonumber(ARGV[3]), ARGV[2])
redis.call('PEXPIRE', KEYS[3], ARGV[3])
return -1`;

const CLOSE = `
local now = tonumber(ARGV[1])
local closed = tonumber(redis.call('GET', KEYS[1]) or 0)
if closed > now then return closed end
local ms = tonumber(ARGV[2])
if closed > 0 and now < closed + tonumber(ARGV[4]) then ms = tonumber(ARGV[3]) end
redis.call('SET', KEYS[1], now + ms, 'PX', ms + tonumber(ARGV[4]))
return now + ms`;

const NARROW = `
local now = tonumber(ARGV[1])
local parallel = tonumber(ARGV[2])
local narrowed = redis.call('HMGET', KEYS[1], 'parallel', 'at')
if narrowed[1] then
  if now < tonumber(narrowed[2]) + tonumber(ARGV[3]) then return 0 end
  local steps = math.floor((now - tonumber(narrowed[2])) / tonumber(ARGV[4]))
  parallel = math.min(parallel, tonumber(narrowed[1]) * 2 ^ steps)
end
redis.call('HSET', KEYS[1], 'parallel', math.max(1, math.floor(parallel / 2)), 'at', now)
redis.call('PEXPIRE', KEYS[1], ARGV[5])
return 0`;

/** Longer than the narrowest gate takes to be as wide as any. */
const NARROWED_MS = 15 * 60_000;

/** All keys of a corp share a hash tag, so that the scripts work on a cluster too. */
export class RedisTurnstile implements Turnstile {
  constructor(
    private readonly redis: SharedRedis,
    private readonly namespace: string,
    private readonly clock: Clock,
  ) {}

  async enter(limits: Limits, staleMs: number): Promise<Entry> {
    const now = this.clock.now();
    const pass = randomUUID();
    const windows = limits.windows.map((window) => ({ ...window, number: Math.floor(now / window.ms) }));
    const answer = await this.eval(
      ENTER,
      [
        this.key(limits, 'closed'),
        this.key(limits, 'narrow'),
        this.key(limits, 'inside'),
        ...windows.map(({ name, number }) => this.windowKey(name, number)),
      ],
      [
        now,
        pass,
        staleMs,
        limits.parallel,
        WIDER_AFTER_MS,
        ...windows.flatMap(({ most, ms, number }) => [most, (number + 1) * ms, ms]),
      ],
    );
    if (answer === -1) return { kind: 'in', pass };
    return answer === 0 ? { kind: 'full' } : { kind: 'closed', until: answer };
  }

  async leave(limits: Limits, pass: string): Promise<void> {
    await this.redis.run((client) => client.zRem(this.key(limits, 'inside'), pass));
  }

  async close(limits: Limits): Promise<number> {
    const { first, again } = CLOSED_MS;
    return this.eval(CLOSE, [this.key(limits, 'closed')], [this.clock.now(), first, again, AGAIN_WITHIN_MS]);
  }

  async narrow(limits: Limits): Promise<void> {
    await this.eval(
      NARROW,
      [this.key(limits, 'narrow')],
      [this.clock.now(), limits.parallel, NARROWED_JUST_NOW_MS, WIDER_AFTER_MS, NARROWED_MS],
    );
  }

  private async eval(script: string, keys: string[], values: (string | number)[]): Promise<number> {
    return Number(
      await this.redis.run((client) => client.eval(script, { keys, arguments: values.map(String) })),
    );
  }

  private key({ name }: Limits, part: 'closed' | 'narrow' | 'inside'): string {
    return `${this.namespace}:${tagged(name)}:${part}`;
  }

  private windowKey(name: Window['name'], number: number): string {
    return `${this.namespace}:${tagged(name)}:${number}`;
  }
}

/** `limits:{ww…}:/user/get` */
function tagged(name: string): string {
  const [corpId, ...rest] = name.split(':');
  return `limits:{${corpId}}:${rest.join(':')}`;
}
