import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { RedisDownError } from '../../cache/shared-redis.js';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { WecomError } from '../wecom-error.js';
import { WecomMetrics } from '../wecom-metrics.js';
import { isMisconfigured, type Credential, type Kept, type Rejected, type Trouble } from './credential.js';
import { CREDENTIAL_STORE, type CredentialStore, type Lock } from './credential-store.js';
import { lifetimeOf, stateOf } from './lifetime.js';

/** The first pause and the longest one; in between it doubles. */
const PAUSES = {
  misconfigured: { firstMs: 60_000, mostMs: 60 * 60_000 },
  stuck: { firstMs: 5_000, mostMs: 60_000 },
} as const;
/** Without the shared store a process asks the platform at most this often for the same thing. */
const ALONE_MS = 30_000;
/** When renewing behind has failed, the next try. */
const RENEW_AGAIN_MS = 30_000;

export type CredentialState = 'none' | 'fresh' | 'soft' | 'negative' | 'stuck' | 'degraded';

/** Why a flight is under way. */
type Reason = 'cold' | 'soft' | 'rejected';

/** What this process knows of one credential. */
interface Slot {
  credential: Credential;
  kept: Kept | null;
  trouble: Trouble | null;
  flight: { promise: Promise<Kept>; rejected: Map<string, number> } | null;
  /** The last fetch without the shared store. Null while that can be reached. */
  alone: { at: number; failure: unknown } | null;
  renewBehindAt: number;
  hits: number;
  misses: number;
}

/**
 * Keeps what the platform lends: access tokens and tickets, each fetched once for however many callers and processes.
 * States and reasons: docs/tokens.md.
 */
@Injectable()
export class CredentialEngine {
  private readonly slots = new Map<string, Slot>();

  constructor(
    @Inject(CREDENTIAL_STORE) private readonly store: CredentialStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(WECOM_TIMINGS) private readonly timings: WecomTimings,
    private readonly metrics: WecomMetrics,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {
    metrics.watchCredentials(() => this.slots.values());
  }

  /** No I/O while it is fresh, and then no promise either. @throws WecomError */
  current(credential: Credential): string | Promise<string> {
    const slot = this.slotOf(credential);
    const { kept } = slot;
    const state = kept && stateOf(kept, this.clock.now());
    if (kept && state !== 'over') {
      slot.hits += 1;
      if (state === 'soft') this.renewBehind(slot);
      return kept.value;
    }
    slot.misses += 1;
    return this.fly(slot, 'cold').then(({ value }) => value);
  }

  /**
   * A value to use instead of the one the platform has refused. When somebody has already replaced it, theirs:
   * a late failure of an old value never throws away the new one.
   * @throws WecomError with the errcode of the refusal when there is no other value to be had
   */
  async replace(credential: Credential, rejected: Rejected): Promise<string> {
    const slot = this.slotOf(credential);
    const replaced = this.replacementOf(slot, rejected);
    if (replaced) return replaced.value;
    // The first flight may have been under way before anybody knew.
    for (let flights = 0; flights < 2; flights += 1) {
      const { value } = await this.fly(slot, 'rejected', rejected);
      if (value !== rejected.value) return value;
    }
    throw this.refusal(credential, await this.pauseFetching(slot, 'stuck', rejected.errcode));
  }

  /** The replacement was refused as well: for a while nobody fetches another one. */
  async giveUp(credential: Credential, rejected: Rejected): Promise<void> {
    const slot = this.slotOf(credential);
    if (this.replacementOf(slot, rejected) || this.isPaused(slot.trouble)) return;
    await this.pauseFetching(slot, 'stuck', rejected.errcode);
  }

  /** For those who watch. Never a value. */
  states(): { credential: Credential; state: CredentialState; until: number | null }[] {
    return [...this.slots.values()].map(({ credential, kept, trouble, alone }) => {
      if (trouble && this.isPaused(trouble)) {
        const state = trouble.kind === 'stuck' ? ('stuck' as const) : ('negative' as const);
        return { credential, state, until: trouble.until };
      }
      const state = kept ? stateOf(kept, this.clock.now()) : 'over';
      if (!kept || state === 'over') return { credential, state: 'none' as const, until: null };
      return { credential, state: alone ? ('degraded' as const) : state, until: kept.hardUntil };
    });
  }

  private replacementOf({ kept }: Slot, rejected: Rejected): Kept | null {
    return kept && kept.value !== rejected.value && stateOf(kept, this.clock.now()) !== 'over' ? kept : null;
  }

  private renewBehind(slot: Slot): void {
    const now = this.clock.now();
    if (slot.flight || now < slot.renewBehindAt) return;
    slot.renewBehindAt = now + RENEW_AGAIN_MS;
    this.fly(slot, 'soft').catch((error: unknown) => {
      const { corpId, agentId, kind } = slot.credential;
      this.logger.warn({ corpId, agentId, kind, err: error }, 'a credential could not be renewed yet');
    });
  }

  /** At most one flight a key in this process; everybody who comes meanwhile joins it, and shares its failure. */
  private fly(slot: Slot, reason: Reason, rejected?: Rejected): Promise<Kept> {
    if (!slot.flight) {
      const known = new Map<string, number>();
      const flight = { rejected: known, promise: this.travel(slot, reason, known) };
      flight.promise = flight.promise.finally(() => {
        if (slot.flight === flight) slot.flight = null;
      });
      slot.flight = flight;
    }
    if (rejected) slot.flight.rejected.set(rejected.value, rejected.errcode);
    return slot.flight.promise;
  }

  private async travel(slot: Slot, reason: Reason, rejected: Map<string, number>): Promise<Kept> {
    // Whoever began this flight says what was refused right after.
    await Promise.resolve();
    let kept: Kept;
    try {
      kept = await this.fetchTogether(slot, reason, rejected);
      slot.alone = null;
    } catch (error) {
      if (!(error instanceof RedisDownError)) throw error;
      const { kind, corpId, agentId } = slot.credential;
      this.logger.warn({ kind, corpId, agentId, err: error }, 'going on without the shared store');
      kept = await this.fetchAlone(slot, reason, rejected);
    }
    slot.kept = kept;
    if (slot.trouble?.kind === 'misconfigured') slot.trouble = null;
    return kept;
  }

  private async fetchTogether(slot: Slot, reason: Reason, rejected: Map<string, number>): Promise<Kept> {
    const { key, path } = slot.credential;
    const stopWaiting = this.metrics.lockWaits.startTimer({ kind: slot.credential.kind });
    for (let waitedMs = 0; waitedMs < this.timings.patienceMs;) {
      const found = await this.adopt(slot, reason, rejected);
      const lock = found ? null : await this.store.lock(key, this.timings.leaseMs);
      if (found || lock) stopWaiting();
      if (found) return found;
      if (lock) {
        try {
          // Between our look and our lock somebody may have brought it.
          return (
            (await this.adopt(slot, reason, rejected)) ??
            (await this.fetchAndShare(slot, reason, rejected, lock))
          );
        } finally {
          await this.store.unlock(key, lock).catch(ignoreDown);
        }
      }
      const waitMs = this.timings.pollMs * (0.5 + Math.random());
      await pause(waitMs);
      waitedMs += waitMs;
    }
    throw new WecomError('busy', path, null, 'whoever is fetching it takes too long');
  }

  /** What another process has fetched. @throws WecomError while nobody is to fetch */
  private async adopt(slot: Slot, reason: Reason, rejected: Map<string, number>): Promise<Kept | null> {
    const { kept, trouble } = await this.store.read(slot.credential.key);
    if (kept && !rejected.has(kept.value) && kept.fetchedAt >= (slot.kept?.fetchedAt ?? 0)) {
      const state = stateOf(kept, this.clock.now());
      if (state === 'fresh' || (state === 'soft' && reason !== 'soft')) return kept;
    }
    slot.trouble = trouble ?? slot.trouble;
    if (trouble && this.isPaused(trouble)) throw this.refusal(slot.credential, trouble);
    return null;
  }

  private async fetchAndShare(
    slot: Slot,
    reason: Reason,
    rejected: Map<string, number>,
    { generation }: Lock,
  ): Promise<Kept> {
    const kept = await this.fetch(slot, reason, rejected, generation);
    const { key } = slot.credential;
    try {
      const ttlMs = kept.hardUntil - this.clock.now();
      if (await this.store.write(key, kept, Math.max(ttlMs, 1))) return kept;
      const newer = (await this.store.read(key)).kept;
      return newer && !rejected.has(newer.value) ? newer : kept;
    } catch (error) {
      // A token is never thrown away because it could not be stored.
      ignoreDown(error);
      return kept;
    }
  }

  /** The shared store is down: from memory, and at most one fetch a while unless the token was refused. */
  private async fetchAlone(slot: Slot, reason: Reason, rejected: Map<string, number>): Promise<Kept> {
    const { kept, trouble, alone, credential } = slot;
    const now = this.clock.now();
    if (kept && !rejected.has(kept.value) && stateOf(kept, now) !== 'over') return kept;
    if (trouble && this.isPaused(trouble)) throw this.refusal(credential, trouble);
    if (alone?.failure && rejected.size === 0 && now - alone.at < ALONE_MS) throw alone.failure;
    try {
      const fetched = await this.fetch(slot, reason, rejected, 0);
      slot.alone = { at: now, failure: null };
      return fetched;
    } catch (error) {
      slot.alone = { at: now, failure: error };
      throw error;
    }
  }

  private async fetch(
    slot: Slot,
    reason: Reason,
    rejected: Map<string, number>,
    generation: number,
  ): Promise<Kept> {
    const { credential } = slot;
    const fetchedAt = this.clock.now();
    this.metrics.refreshes.inc({ kind: credential.kind, corp: credential.corpId, reason });
    try {
      const { value, expiresInS } = await credential.fetch();
      const refusedWith = rejected.get(value);
      if (refusedWith !== undefined) {
        throw this.refusal(credential, await this.pauseFetching(slot, 'stuck', refusedWith));
      }
      const same = slot.kept?.value === value ? slot.kept : null;
      return { value, generation, ...lifetimeOf(fetchedAt, expiresInS, Math.random(), same) };
    } catch (error) {
      if (error instanceof WecomError && isMisconfigured(error)) {
        await this.pauseFetching(slot, 'misconfigured', error.errcode);
      }
      throw error;
    }
  }

  /** For all processes, longer each time in a row. */
  private async pauseFetching(slot: Slot, kind: Trouble['kind'], errcode: number): Promise<Trouble> {
    const now = this.clock.now();
    const last = slot.trouble?.kind === kind ? slot.trouble : null;
    const inARow = last !== null && now < last.until + pauseOf(kind, last.streak);
    const streak = inARow ? last.streak + 1 : 0;
    const pauseMs = pauseOf(kind, streak);
    const trouble = { kind, errcode, until: now + pauseMs, streak };
    slot.trouble = trouble;
    const { corpId, agentId, key } = slot.credential;
    this.logger.error({ corpId, agentId, credential: slot.credential.kind, trouble }, 'fetching is paused');
    // Remembered for as long again, so that the next one knows that it is not the first.
    await this.store.remember(key, trouble, pauseMs * 2).catch(ignoreDown);
    return trouble;
  }

  private isPaused(trouble: Trouble | null): boolean {
    return trouble !== null && this.clock.now() < trouble.until;
  }

  private refusal({ path }: Credential, { kind, errcode, until }: Trouble): WecomError {
    const outcome = kind === 'stuck' ? 'refresh' : 'misconfigured';
    return new WecomError(
      outcome,
      path,
      errcode,
      `refused with errcode ${errcode}; nothing is fetched for now`,
      until,
    );
  }

  private slotOf(credential: Credential): Slot {
    const found = this.slots.get(credential.key);
    if (found) return found;
    const slot: Slot = {
      credential,
      kept: null,
      trouble: null,
      flight: null,
      alone: null,
      renewBehindAt: 0,
      hits: 0,
      misses: 0,
    };
    this.slots.set(credential.key, slot);
    return slot;
  }
}

function pauseOf(kind: Trouble['kind'], streak: number): number {
  const { firstMs, mostMs } = PAUSES[kind];
  return Math.min(firstMs * 2 ** streak, mostMs);
}

function ignoreDown(error: unknown): void {
  if (!(error instanceof RedisDownError)) throw error;
}
