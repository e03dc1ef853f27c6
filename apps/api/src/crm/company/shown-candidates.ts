import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { CurrentMember } from '../../auth/index.js';
import { SharedCache } from '../../cache/shared-cache.js';

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

function keyOf(
  { corpId, agentId, userId }: CurrentMember,
  externalUserId: string,
  recordKey: string,
): string {
  const record = createHash('sha256').update(recordKey).digest('base64url');
  return `crm_shown:${corpId}:${agentId}:${userId}:${externalUserId}:${record}`;
}
