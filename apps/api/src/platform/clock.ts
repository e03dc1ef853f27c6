/** Where every module gets its time from. Milliseconds since 1970, like `Date`. */
export interface Clock {
  now(): number;
}

/** Injection token of the `Clock`. */
export const CLOCK = Symbol('Clock');

export const systemClock: Clock = Date;
