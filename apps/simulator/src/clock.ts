/** Where the simulator gets its time from. Milliseconds since 1970, like `Date`. */
export interface Clock {
  now(): number;
}

export const systemClock: Clock = Date;

export function nowInSeconds(clock: Clock): number {
  return Math.floor(clock.now() / 1000);
}
