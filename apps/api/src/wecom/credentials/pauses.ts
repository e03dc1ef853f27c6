import type { WecomOutcome } from '../errcodes.js';
import type { Trouble } from './credential.js';

/** The first pause and the longest one; in between it doubles. Milliseconds. */
const PAUSES: Record<Trouble['kind'], { firstMs: number; mostMs: number }> = {
  negative: { firstMs: 60_000, mostMs: 60 * 60_000 },
  failing: { firstMs: 1_000, mostMs: 30_000 },
  stuck: { firstMs: 5_000, mostMs: 60_000 },
};

/** How a fetch that has failed for good is remembered. */
export function kindOf(outcome: WecomOutcome): Trouble['kind'] {
  // 45009 on gettoken is a ban of our address (chapter 2): asking again makes it worse.
  return outcome === 'misconfigured' || outcome === 'throttled' ? 'negative' : 'failing';
}

/** The next pause: longer when the last of its kind has not been over for as long as it lasted. @param now ms since 1970 */
export function nextPause(
  last: Trouble | null,
  cause: Pick<Trouble, 'kind' | 'outcome' | 'errcode'>,
  now: number,
): Trouble {
  const inARow = last?.kind === cause.kind && now < last.until + lengthOf(last);
  const streak = inARow ? last.streak + 1 : 0;
  return { ...cause, streak, until: now + lengthOf({ kind: cause.kind, streak }) };
}

/** Milliseconds. */
export function lengthOf({ kind, streak }: Pick<Trouble, 'kind' | 'streak'>): number {
  const { firstMs, mostMs } = PAUSES[kind];
  return Math.min(firstMs * 2 ** streak, mostMs);
}
