import type { Limits } from './call-limits.js';

/** Injection token of the `Turnstile`. */
export const TURNSTILE = Symbol('Turnstile');

export type Entry =
  /** Go, and give `pass` back afterwards. */
  | { kind: 'in'; pass: string }
  /** As many as may are inside; try again in a moment. */
  | { kind: 'full' }
  /** Nobody goes in before then. Milliseconds since 1970. */
  | { kind: 'closed'; until: number };

/**
 * Counts who is calling the platform, for all processes of a deployment. In process and on Redis; one contract suite
 * runs over both (`test/turnstile.spec.ts`).
 * @throws RedisDownError from every method, when it can't be asked
 */
export interface Turnstile {
  /** @param staleMs whoever has not come out after this long has died inside */
  enter(limits: Limits, staleMs: number): Promise<Entry>;
  leave(limits: Limits, pass: string): Promise<void>;
  /** Nobody goes in for a while; longer each time this happens again soon after. @returns until when, ms since 1970 */
  close(limits: Limits): Promise<number>;
  /** Halves how many may be inside, once for all who are refused at the same time; every while it doubles again. */
  narrow(limits: Limits): Promise<void>;
}

/** A refused call closes the gate for a minute, and when that was not enough for an hour (chapter 3: minute and hour windows). */
export const CLOSED_MS = { first: 60_000, again: 60 * 60_000 };
/** When a refusal comes within this time after the gate has opened, the minute was not enough. */
export const AGAIN_WITHIN_MS = 60_000;
/** Refusals within this time after the last halving are of calls that went in before it. */
export const NARROWED_JUST_NOW_MS = 5_000;
/** So long a gate stays as narrow as it is, then twice as many may go in. */
export const WIDER_AFTER_MS = 20_000;
