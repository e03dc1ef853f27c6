import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { WecomApp } from '../wecom-app.js';

/** The oldest are forgotten beyond that many. */
const MOST = 10_000;

/**
 * The nonces of late. The platform repeats the very same request when we have answered late or not with 200 (6.2), so a
 * nonce that comes again with the same signature is welcome. In this process only: what keeps an event from being
 * taken twice is the key of the inbox.
 */
@Injectable()
export class SeenNonces {
  private readonly signatures: LRUCache<string, string>;

  constructor(@Inject(CLOCK) clock: Clock) {
    this.signatures = new LRUCache({ max: MOST, perf: clock, ttlResolution: 0 });
  }

  /** Takes the nonce, unless somebody has. @param forMs 0 takes nothing */
  isTaken(
    { corpId, agentId }: WecomApp,
    { timestamp, nonce }: { timestamp: string; nonce: string },
    signature: string,
    forMs: number,
  ): boolean {
    if (forMs === 0) return false;
    // A nonce has about nine digits: without the second, two of an hour's would meet now and then.
    const key = `${corpId}:${agentId}:${timestamp}:${nonce}`;
    const earlier = this.signatures.get(key);
    if (earlier === undefined) this.signatures.set(key, signature, { ttl: forMs });
    return earlier !== undefined && earlier !== signature;
  }
}
