import type { Clock } from '../src/clock.js';

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = 1_800_000_000_000;

  now(): number {
    return this.time;
  }

  advanceSeconds(seconds: number): void {
    this.time += seconds * 1000;
  }
}
