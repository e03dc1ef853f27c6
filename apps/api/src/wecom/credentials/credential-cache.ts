import { Inject, Injectable } from '@nestjs/common';
import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import * as z from 'zod';
import { CLOCK, type Clock } from '../../platform/clock.js';

/** Something the platform lends us for a while: an access token or a JS-SDK ticket. */
export interface Credential {
  /** Cache key: its kind, its corp, and its agent where it belongs to one. Never a secret. */
  key: string;
  fetch(): Promise<Lent>;
}

export interface Lent {
  value: string;
  /** Seconds, as the platform says it. */
  expiresInS: number;
}

const storedSchema = z.object({
  value: z.string(),
  /** When we give it up, somewhat before the platform does. Milliseconds since 1970. */
  goodUntil: z.number(),
});

/**
 * A credential is given up this long before the platform would. Near its end the platform hands out the same one again
 * with what is left of its life (1.1): a margin must never be all of that, or every call would ask anew.
 */
function marginMs(lifetimeMs: number): number {
  return Math.min(60_000, lifetimeMs / 10);
}

/**
 * Keeps credentials in the shared cache and fetches each at most once at a time, for however many callers.
 * Callers say which credential they want and, if the platform has refused one, which value it refused.
 */
@Injectable()
export class CredentialCache {
  private readonly flights = new Map<string, Promise<string>>();

  constructor(
    @Inject(CACHE_MANAGER) private readonly cache: Cache,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async current(credential: Credential): Promise<string> {
    return (await this.read(credential.key)) ?? this.fly(credential);
  }

  /**
   * The platform refused `rejected`. If somebody has already replaced it, theirs is returned and nothing is
   * fetched: a late failure of an old value must not throw away the new one.
   */
  async replace(credential: Credential, rejected: string): Promise<string> {
    const stored = await this.read(credential.key);
    return stored !== null && stored !== rejected ? stored : this.fly(credential);
  }

  private async read(key: string): Promise<string | null> {
    const stored = storedSchema.safeParse(await this.cache.get(key));
    return stored.success && stored.data.goodUntil > this.clock.now() ? stored.data.value : null;
  }

  private fly(credential: Credential): Promise<string> {
    const flying = this.flights.get(credential.key);
    if (flying) return flying;
    const flight = this.fetchAndStore(credential).finally(() => this.flights.delete(credential.key));
    this.flights.set(credential.key, flight);
    return flight;
  }

  private async fetchAndStore(credential: Credential): Promise<string> {
    const askedAt = this.clock.now();
    const { value, expiresInS } = await credential.fetch();
    const lifetimeMs = expiresInS * 1000;
    const goodUntil = askedAt + lifetimeMs - marginMs(lifetimeMs);
    await this.cache.set(credential.key, { value, goodUntil }, lifetimeMs);
    return value;
  }
}
