import type { Clock } from '../../src/platform/clock.js';

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  constructor(private time = Date.now()) {}

  now(): number {
    return this.time;
  }

  advance({
    seconds = 0,
    minutes = 0,
    hours = 0,
  }: {
    seconds?: number;
    minutes?: number;
    hours?: number;
  }): void {
    this.time += ((hours * 60 + minutes) * 60 + seconds) * 1000;
  }
}
