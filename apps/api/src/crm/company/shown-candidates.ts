import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CurrentMember } from '../../auth/index.js';
import { SharedCache } from '../../cache/shared-cache.js';
import type { SharedRedis } from '../../cache/shared-redis.js';
import type { Person } from '../../personal-data/holding.js';

/** How long a member may think about which record it is. Milliseconds. */
const REMEMBERED_MS = 30 * 60_000;

/** Which records a member was shown for a customer: only those may be chosen, so that keys can't be tried one by one. */
@Injectable()
export class ShownCandidates {
  constructor(private readonly cache: SharedCache) {}

  async remember(member: CurrentMember, externalUserId: string, recordKeys: string[]): Promise<void> {
    await Promise.all(
      recordKeys.map((recordKey) =>
        this.cache.set(keyOf(member, externalUserId, recordKey), true, REMEMBERED_MS),
      ),
    );
  }

  async has(member: CurrentMember, externalUserId: string, recordKey: string): Promise<boolean> {
    return (await this.cache.get(keyOf(member, externalUserId, recordKey))) === true;
  }
}

/**
 * Those of one customer, whoever was shown them. Only in Redis: what a process has in itself is gone after half an hour.
 * @param namespace of the cache
 */
export async function forgetShownCandidates(
  redis: SharedRedis,
  namespace: string,
  { corpId, externalUserId }: Person,
): Promise<void> {
  // Ids hold nothing that means something in a pattern.
  const MATCH = `${namespace}:crm_shown:${corpId}:*:*:${externalUserId}:*`;
  let cursor = 0;
  do {
    const page = await redis.run((client) => client.scan(cursor, { MATCH, COUNT: 1_000 }));
    if (page.keys.length > 0) await redis.run((client) => client.del(page.keys));
    cursor = page.cursor;
  } while (cursor !== 0);
}

function keyOf(
  { corpId, agentId, userId }: CurrentMember,
  externalUserId: string,
  recordKey: string,
): string {
  const record = createHash('sha256').update(recordKey).digest('base64url');
  return `crm_shown:${corpId}:${agentId}:${userId}:${externalUserId}:${record}`;
}
