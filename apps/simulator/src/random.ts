import { createHash } from 'node:crypto';
import { unsafeUniformIntDistribution, xoroshiro128plus } from 'pure-rand';

/** Opaque ids that look like the platform's and are the same again for the same seed. */
export type RandomIds = (prefix: string, length: number) => string;

export function seededRandomIds(seed: number): RandomIds {
  let drawn = 0;
  return (prefix, length) => {
    let text = '';
    while (text.length < length) {
      drawn += 1;
      text += createHash('sha256').update(`${seed}:${drawn}`).digest('base64url');
    }
    return prefix + text.slice(0, length);
  };
}

/** Chance that falls the same way again for the same seed. */
export class Draws {
  private readonly generator;

  constructor(seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** Both ends included. */
  int(from: number, to: number): number {
    return unsafeUniformIntDistribution(from, to, this.generator);
  }

  /** True that often in a hundred times. */
  percent(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  pick<Entry>(entries: readonly Entry[]): Entry {
    const picked = entries[this.int(0, Math.max(0, entries.length - 1))];
    if (picked === undefined) throw new Error('there is nothing to pick from');
    return picked;
  }

  /** @param count at most all of them */
  pickSome<Entry>(entries: readonly Entry[], count: number): Entry[] {
    return this.shuffled(entries).slice(0, count);
  }

  shuffled<Entry>(entries: readonly Entry[]): Entry[] {
    return entries
      .map((entry) => ({ entry, place: this.int(0, 2 ** 31 - 1) }))
      .toSorted((one, other) => one.place - other.place)
      .map(({ entry }) => entry);
  }
}
