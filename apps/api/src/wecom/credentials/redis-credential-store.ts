import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { SharedRedis } from '../../cache/shared-redis.js';
import { outcomes } from '../errcodes.js';
import type { Kept, Trouble } from './credential.js';
import type { CredentialStore, Lock } from './credential-store.js';

const keptSchema = z.object({
  value: z.string(),
  generation: z.number(),
  fetchedAt: z.number(),
  softUntil: z.number(),
  hardUntil: z.number(),
  endsAt: z.number(),
});
const troubleSchema = z.object({
  kind: z.enum(['negative', 'failing', 'stuck']),
  outcome: z.enum(outcomes),
  errcode: z.number().nullable(),
  until: z.number(),
  streak: z.number(),
});

/** Longer than anything that is counted by it lives. */
const GENERATIONS_MS = 30 * 24 * 60 * 60 * 1000;

/** Takes the lock and counts on from the highest generation anybody has seen, also after the counter was lost. */
const LOCK = `
if not redis.call('SET', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 0 end
local stored = redis.call('GET', KEYS[3])
local readable, kept = pcall(cjson.decode, stored or '{}')
local written = readable and kept.generation or 0
local generation = math.max(tonumber(redis.call('GET', KEYS[2]) or 0), written) + 1
redis.call('SET', KEYS[2], generation, 'PX', ARGV[3])
return generation`;

const UNLOCK = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 0`;

/** Fenced by the generation alone: demanding the lock too would throw away what a slow fetch has brought. */
const WRITE = `
local stored = redis.call('GET', KEYS[1])
local readable, kept = pcall(cjson.decode, stored or '{}')
if readable and (kept.generation or 0) >= tonumber(ARGV[1]) then return 0 end
redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
return 1`;

/** Keys of one credential share a hash tag, so that the scripts work on a cluster too. */
export class RedisCredentialStore implements CredentialStore {
  constructor(
    private readonly redis: SharedRedis,
    private readonly namespace: string,
  ) {}

  async read(key: string): Promise<{ kept: Kept | null; trouble: Trouble | null }> {
    const keys = [this.name(key, 'value'), this.name(key, 'trouble')];
    const [kept, trouble] = await this.redis.run((client) => client.mGet(keys));
    return { kept: parse(keptSchema, kept), trouble: parse(troubleSchema, trouble) };
  }

  async lock(key: string, leaseMs: number): Promise<Lock | null> {
    const owner = randomUUID();
    const generation = await this.redis
      .run((client) =>
        client.eval(LOCK, {
          keys: [this.name(key, 'lock'), this.name(key, 'generation'), this.name(key, 'value')],
          arguments: [owner, String(leaseMs), String(GENERATIONS_MS)],
        }),
      )
      .catch((error: unknown) => {
        // A late answer may have locked all the same; nobody is to wait for a lease that nobody knows of.
        this.sendUnlock(key, owner).catch(() => undefined);
        throw error;
      });
    return generation === 0 ? null : { owner, generation: Number(generation) };
  }

  async unlock(key: string, { owner }: Lock): Promise<void> {
    await this.redis.run(() => this.sendUnlock(key, owner));
  }

  async write(key: string, kept: Kept, ttlMs: number): Promise<boolean> {
    const written = await this.redis.run((client) =>
      client.eval(WRITE, {
        keys: [this.name(key, 'value')],
        arguments: [String(kept.generation), JSON.stringify(kept), String(Math.ceil(ttlMs))],
      }),
    );
    return written === 1;
  }

  async remember(key: string, trouble: Trouble, ttlMs: number): Promise<void> {
    await this.redis.run((client) =>
      client.set(this.name(key, 'trouble'), JSON.stringify(trouble), { PX: Math.ceil(ttlMs) }),
    );
  }

  /** Goes behind whatever is still on its way. */
  private sendUnlock(key: string, owner: string): Promise<unknown> {
    return this.redis.client.eval(UNLOCK, { keys: [this.name(key, 'lock')], arguments: [owner] });
  }

  private name(key: string, part: 'value' | 'trouble' | 'lock' | 'generation'): string {
    return `${this.namespace}:{wecom:${key}}:${part}`;
  }
}

/** What another version of us may have left there is not there. */
function parse<Schema extends z.ZodType>(
  schema: Schema,
  text: string | null | undefined,
): z.infer<Schema> | null {
  if (!text) return null;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}
