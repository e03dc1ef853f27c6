import type { Ground } from './ground.js';

/** A number must be met, or not be passed. */
export type Bar = number | { atMost: number };

/** One case of the table: what must come out of it, and how to try it. */
export interface Row {
  name: string;
  bars: Record<string, Bar>;
  /** For the bench to print beside its limit. Never asserted: machines differ. Milliseconds. */
  limitMs?: number;
  run(ground: Ground): Promise<Record<string, number>>;
}

export function isMet(bar: Bar | undefined, measured: number): boolean {
  if (bar === undefined) return false;
  return typeof bar === 'number' ? measured === bar : measured <= bar.atMost;
}
