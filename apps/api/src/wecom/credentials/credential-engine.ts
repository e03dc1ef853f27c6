import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import { ignoreDown } from '../../cache/shared-redis.js';
import { WECOM_TIMINGS, type WecomTimings } from '../../config/wecom-timings.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { WecomError } from '../wecom-error.js';
import { WecomMetrics } from '../wecom-metrics.js';
import type { Credential, Kept, Rejected, Trouble } from './credential.js';
import { CREDENTIAL_STORE, type CredentialStore, type Lock } from './credential-store.js';
import { lifetimeOf, stateOf } from './lifetime.js';
import { kindOf, lengthOf, nextPause } from './pauses.js';

/** Without the shared store a process asks the platform at most this often for the same thing. */
const ALONE_MS = 30_000;
/** When renewing behind has failed, the next try. */
const RENEW_AGAIN_MS = 30_000;

export type CredentialState = 'none' | 'fresh' | 'soft' | 'negative' | 'stuck' | 'degraded';

/** Why a flight is under way. */
type Reason = 'cold' | 'soft' | 'rejected';

/** One fetch under way, for everybody who wants it meanwhile. */
interface Flight {
  /** Of whoever began it: a corp's ticket may be fetched by any of its apps. */
  credential: Credential;
  reason: Reason;
  /** Values the platform has refused, and with which errcode. */
  rejected: Map<string, number>;
  promise: Promise<Kept>;
}

/** A flight, to those who carry it out. */
type Journey = Omit<Flight, 'promise'>;

/** What this process knows of one credential. */
interface Slot {
  credential: Credential;
  kept: Kept | null;
  trouble: Trouble | null;
  flight: Flight | null;
  /** When this process has fetched what it could not share, and still has not. Ms since 1970. */
  aloneSince: number | null;
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
    metrics.watchStates(() => this.states());
  }

  /** No I/O while it is fresh, and then no promise either. @throws WecomError */
  current(credential: Credential): string | Promise<string> {
    const slot = this.slotOf(credential);
    const { kept } = slot;
    const state = kept && stateOf(kept, this.clock.now());
    if (kept && state !== 'over') {
      slot.hits += 1;
      if (state === 'soft' || slot.aloneSince !== null) this.renewBehind(slot, credential);
      return kept.value;
    }
    slot.misses += 1;
    return this.fly(slot, credential, 'cold').then(({ value }) => value);
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
      const { value } = await this.fly(slot, credential, 'rejected', rejected);
      if (value !== rejected.value) return value;
    }
    throw new WecomError('refresh', credential.path, rejected.errcode, 'refused, and there is no other');
  }

  /** The replacement was refused as well: for a while nobody fetches another one. */
  async giveUp(credential: Credential, rejected: Rejected): Promise<void> {
    const slot = this.slotOf(credential);
    if (this.replacementOf(slot, rejected) || this.isPaused(slot.trouble)) return;
    await this.pauseFetching(slot, { kind: 'stuck', outcome: 'refresh', errcode: rejected.errcode });
  }

  /** For those who watch. Never a value. */
  states(): { credential: Credential; state: CredentialState; until: number | null }[] {
    return [...this.slots.values()].map(({ credential, kept, trouble, aloneSince }) => {
      if (trouble && this.isPaused(trouble)) {
        const state = trouble.kind === 'stuck' ? ('stuck' as const) : ('negative' as const);
        return { credential, state, until: trouble.until };
      }
      const state = kept ? stateOf(kept, this.clock.now()) : 'over';
      if (!kept || state === 'over') return { credential, state: 'none' as const, until: null };
      return {
        credential,
        state: aloneSince !== null ? ('degraded' as const) : state,
        until: kept.hardUntil,
      };
    });
  }

  private replacementOf({ kept }: Slot, rejected: Rejected): Kept | null {
    return kept && kept.value !== rejected.value && stateOf(kept, this.clock.now()) !== 'over' ? kept : null;
  }

  private renewBehind(slot: Slot, credential: Credential): void {
    const now = this.clock.now();
    if (slot.flight || now < slot.renewBehindAt) return;
    slot.renewBehindAt = now + RENEW_AGAIN_MS;
    this.fly(slot, credential, 'soft').catch((error: unknown) => {
      const { corpId, agentId, kind } = credential;
      this.logger.warn({ corpId, agentId, kind, err: error }, 'a credential could not be renewed yet');
    });
  }

  /**
   * At most one flight a key in this process; everybody who comes meanwhile joins it, and shares its failure. Only what
   * one app could not fetch for its corp another tries for itself.
   */
  private async fly(slot: Slot, credential: Credential, reason: Reason, rejected?: Rejected): Promise<Kept> {
    const flight = this.flightOf(slot, credential, reason, rejected);
    try {
      return await flight.promise;
    } catch (error) {
      if (flight.credential === credential) throw error;
      return this.flightOf(slot, credential, reason, rejected).promise;
    }
  }

  private flightOf(slot: Slot, credential: Credential, reason: Reason, rejected?: Rejected): Flight {
    const joined = slot.flight;
    if (joined) {
      if (rejected) joined.rejected.set(rejected.value, rejected.errcode);
      return joined;
    }
    const known = new Map(rejected ? [[rejected.value, rejected.errcode]] : []);
    const begun = { credential, reason, rejected: known };
    const promise = this.travel(slot, begun).finally(() => {
      slot.flight = null;
    });
    slot.flight = { ...begun, promise };
    return slot.flight;
  }

  private async travel(slot: Slot, journey: Journey): Promise<Kept> {
    let kept: Kept;
    try {
      kept = await this.fetchTogether(slot, journey);
    } catch (error) {
      ignoreDown(error);
      const { kind, corpId, agentId } = slot.credential;
      this.logger.warn({ kind, corpId, agentId, err: error }, 'going on without the shared store');
      kept = await this.fetchAlone(slot, journey);
    }
    slot.kept = kept;
    if (slot.trouble?.kind !== 'stuck') slot.trouble = null;
    return kept;
  }

  private async fetchTogether(slot: Slot, journey: Journey): Promise<Kept> {
    const stopTimer = this.metrics.lockWaits.startTimer({ kind: slot.credential.kind });
    const turn = await this.waitForTurn(slot, journey).finally(() => stopTimer());
    return 'kept' in turn ? turn.kept : this.bring(slot, journey, turn.lock);
  }

  /** Until somebody else has brought it, or it is ours to bring. @throws WecomError when neither comes */
  private async waitForTurn(slot: Slot, journey: Journey): Promise<{ kept: Kept } | { lock: Lock }> {
    const { key, path } = slot.credential;
    const deadline = performance.now() + this.timings.patienceMs;
    while (performance.now() < deadline) {
      const kept = await this.adopt(slot, journey);
      if (kept) return { kept };
      const lock = await this.store.lock(key, this.timings.leaseMs);
      if (lock) return { lock };
      await pause(this.timings.pollMs * (0.5 + Math.random()));
    }
    throw new WecomError('busy', path, null, 'whoever is fetching it takes too long');
  }

  /** With the lock in hand. */
  private async bring(slot: Slot, journey: Journey, lock: Lock): Promise<Kept> {
    try {
      // Between our look and our lock somebody may have brought it.
      const found = await this.adopt(slot, journey);
      if (found) return found;
      const own = this.ownToShare(slot, journey);
      const { generation } = lock;
      const kept = own ? { ...own, generation } : await this.fetch(slot, journey, generation);
      return await this.share(slot, kept, journey);
    } finally {
      await this.store.unlock(slot.credential.key, lock).catch(ignoreDown);
    }
  }

  /** What another process has fetched. @throws WecomError while nobody is to fetch */
  private async adopt(slot: Slot, { reason, rejected }: Journey): Promise<Kept | null> {
    const { kept, trouble } = await this.store.read(slot.credential.key);
    const now = this.clock.now();
    if (kept && !rejected.has(kept.value) && !this.isOutdated(kept, slot.kept)) {
      const state = stateOf(kept, now);
      if (state === 'fresh' || (state === 'soft' && reason !== 'soft')) {
        slot.aloneSince = null;
        return kept;
      }
    }
    slot.trouble = trouble ?? slot.trouble;
    if (trouble && this.isPaused(trouble)) throw this.refusal(slot.credential, trouble);
    return null;
  }

  /** Older than what we have had: then the platform has given it up already. Clocks differ, generations do not. */
  private isOutdated(kept: Kept, own: Kept | null): boolean {
    if (!own || stateOf(own, this.clock.now()) === 'over') return false;
    const comparable = own.generation > 0 && kept.generation > 0;
    return comparable ? kept.generation < own.generation : kept.fetchedAt < own.fetchedAt;
  }

  /** What we have fetched while nobody could be told. */
  private ownToShare({ kept, aloneSince }: Slot, { rejected }: Journey): Kept | null {
    const isGood = kept && !rejected.has(kept.value) && stateOf(kept, this.clock.now()) === 'fresh';
    return isGood && aloneSince !== null ? kept : null;
  }

  private async share(slot: Slot, kept: Kept, { rejected }: Journey): Promise<Kept> {
    const { key } = slot.credential;
    const now = this.clock.now();
    try {
      const isWritten = await this.store.write(key, kept, Math.max(kept.hardUntil - now, 1));
      slot.aloneSince = null;
      if (isWritten) return kept;
      const newer = (await this.store.read(key)).kept;
      return newer && !rejected.has(newer.value) ? newer : kept;
    } catch (error) {
      // A token is never thrown away because it could not be stored.
      ignoreDown(error);
      slot.aloneSince = now;
      return kept;
    }
  }

  /** The shared store is down: from memory, and at most one fetch a while unless the token was refused. */
  private async fetchAlone(slot: Slot, journey: Journey): Promise<Kept> {
    const { reason, rejected } = journey;
    const { kept, trouble, aloneSince, credential } = slot;
    const now = this.clock.now();
    if (kept && !rejected.has(kept.value)) {
      const state = stateOf(kept, now);
      const isRecent = aloneSince !== null && now - aloneSince < ALONE_MS;
      if (state === 'fresh' || (state === 'soft' && reason !== 'soft') || isRecent) return kept;
    }
    if (trouble && this.isPaused(trouble)) throw this.refusal(credential, trouble);
    const fetched = await this.fetch(slot, journey, 0);
    slot.aloneSince = now;
    return fetched;
  }

  private async fetch(
    slot: Slot,
    { credential, reason, rejected }: Journey,
    generation: number,
  ): Promise<Kept> {
    // What is refused only while we fetch may have been lent before it was given up: the next flight will tell.
    const refusedBefore = new Map(rejected);
    const fetchedAt = this.clock.now();
    this.metrics.refreshes.inc({ kind: credential.kind, corp: credential.corpId, reason });
    const { value, expiresInS } = await credential.fetch().catch((error: unknown) => this.fail(slot, error));
    const errcode = refusedBefore.get(value);
    if (errcode !== undefined) {
      const trouble = await this.pauseFetching(slot, { kind: 'stuck', outcome: 'refresh', errcode });
      throw this.refusal(credential, trouble);
    }
    const same = slot.kept?.value === value ? slot.kept : null;
    return { value, generation, ...lifetimeOf(fetchedAt, expiresInS, Math.random(), same) };
  }

  /** Remembers what has gone wrong; but not the trouble of a token that only had to carry the call for a ticket. */
  private async fail(slot: Slot, error: unknown): Promise<never> {
    if (error instanceof WecomError && error.path === slot.credential.path) {
      const { outcome, errcode } = error;
      // What one app may not fetch for its corp another may.
      const kind = slot.credential.agentId === null ? 'failing' : kindOf(outcome);
      await this.pauseFetching(slot, { kind, outcome, errcode });
    }
    throw error;
  }

  /** For all processes, longer each time in a row. */
  private async pauseFetching(
    slot: Slot,
    cause: Pick<Trouble, 'kind' | 'outcome' | 'errcode'>,
  ): Promise<Trouble> {
    const trouble = nextPause(slot.trouble, cause, this.clock.now());
    slot.trouble = trouble;
    const { corpId, agentId, key, kind } = slot.credential;
    this.logger.error({ corpId, agentId, credential: kind, trouble }, 'fetching is paused');
    // Remembered for as long again, so that the next one knows that it is not the first.
    await this.store.remember(key, trouble, lengthOf(trouble) * 2).catch(ignoreDown);
    return trouble;
  }

  private isPaused(trouble: Trouble | null): boolean {
    return trouble !== null && this.clock.now() < trouble.until;
  }

  private refusal({ path }: Credential, { outcome, errcode, until }: Trouble): WecomError {
    return new WecomError(outcome, path, errcode, `errcode ${errcode}; nothing is fetched for now`, until);
  }

  private slotOf(credential: Credential): Slot {
    const found = this.slots.get(credential.key);
    if (found) return found;
    const slot: Slot = {
      credential,
      kept: null,
      trouble: null,
      flight: null,
      aloneSince: null,
      renewBehindAt: 0,
      hits: 0,
      misses: 0,
    };
    this.slots.set(credential.key, slot);
    return slot;
  }
}
