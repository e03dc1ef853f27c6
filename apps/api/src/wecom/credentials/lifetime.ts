import type { Kept } from './credential.js';

/** What chapter 1.1 promises, and more than which nothing is believed. Seconds. */
const USUAL_S = 7_200;
/** For what is said to be over already: it would mean to ask anew at every call. Seconds. */
const LEAST_S = 5;
/** A value is given up this long before the platform would; clocks of several machines differ. */
const MARGIN_MS = 60_000;
const SOFT_SHARE = 0.8;
const JITTER = 0.05;

/**
 * When to renew and when to give up what was fetched at `fetchedAt` (ms since 1970).
 * @param random 0 to 1: processes that fetched together do not renew together
 * @param same what we had, when the platform has handed out the very same value again: nothing prolongs its life
 */
export function lifetimeOf(
  fetchedAt: number,
  expiresInS: unknown,
  random: number,
  same: Kept | null = null,
): Omit<Kept, 'value' | 'generation'> {
  const lifeMs = Math.min(believable(expiresInS) * 1000, same ? leftOf(same, fetchedAt) : Infinity);
  // Near its end the platform hands out the same one with what is left (1.1): the margin must never be all of that.
  const hardUntil = fetchedAt + lifeMs - Math.min(MARGIN_MS, lifeMs / 10);
  const soft = lifeMs * (SOFT_SHARE + (random * 2 - 1) * JITTER);
  return {
    fetchedAt,
    softUntil: Math.min(fetchedAt + soft, hardUntil),
    hardUntil,
    endsAt: fetchedAt + lifeMs,
  };
}

/** Fresh, to be renewed behind, or not to be used. A clock that was put back makes everything kept suspect. */
export function stateOf(kept: Kept, now: number): 'fresh' | 'soft' | 'over' {
  if (now < kept.fetchedAt - MARGIN_MS) return 'over';
  if (now < kept.softUntil) return 'fresh';
  return now < kept.hardUntil ? 'soft' : 'over';
}

function believable(expiresInS: unknown): number {
  const seconds = expiresInS === undefined || expiresInS === null ? Number.NaN : Number(expiresInS);
  if (!Number.isFinite(seconds)) return USUAL_S;
  return seconds > 0 ? Math.min(seconds, USUAL_S) : LEAST_S;
}

/** One that lives on after the end it was given is used for a moment at a time. */
function leftOf({ endsAt }: Kept, now: number): number {
  return endsAt > now ? endsAt - now : LEAST_S * 1000;
}
