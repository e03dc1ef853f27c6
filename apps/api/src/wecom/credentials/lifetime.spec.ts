import { describe, expect, it } from '@jest/globals';
import { lifetimeOf, stateOf } from './lifetime.js';

const MIDDLE = 0.5;
const at = 1_800_000_000_000;
const lasts = (expiresInS: unknown, random = MIDDLE) => {
  const { softUntil, hardUntil } = lifetimeOf(at, expiresInS, random);
  return { soft: (softUntil - at) / 1000, hard: (hardUntil - at) / 1000 };
};

describe('how long a credential is used', () => {
  it.each([
    ['7200, as promised', 7_200, { soft: 5_760, hard: 7_140 }],
    ['a number in quotes', '1500', { soft: 1_200, hard: 1_440 }],
    ['the last minute', 60, { soft: 48, hard: 54 }],
    ['its last seconds', 2, { soft: 1.6, hard: 1.8 }],
    ['0', 0, { soft: 4, hard: 4.5 }],
    ['less than nothing', -5, { soft: 4, hard: 4.5 }],
    ['nothing said', undefined, { soft: 5_760, hard: 7_140 }],
    ['null', null, { soft: 5_760, hard: 7_140 }],
    ['words', 'soon', { soft: 5_760, hard: 7_140 }],
    ['for ever', 1e12, { soft: 5_760, hard: 7_140 }],
  ])('%s', (_what, expiresInS, expected) => {
    expect(lasts(expiresInS)).toEqual(expected);
  });

  it('ends before the platform’s, and is renewed at another time by everybody', () => {
    expect(lasts(7_200, 0).soft).toBe(5_400);
    expect(lasts(7_200, 1).soft).toBe(6_120);
    for (const random of [0, 0.3, 1]) {
      for (const expiresInS of [5, 60, 600, 7_200]) {
        const { soft, hard } = lasts(expiresInS, random);
        expect(soft).toBeLessThanOrEqual(hard);
        expect(hard).toBeLessThan(expiresInS);
      }
    }
  });
});

describe('the very same credential, handed out again', () => {
  const first = { value: 'v', generation: 1, ...lifetimeOf(at, 7_200, MIDDLE) };
  const later = at + 6_000_000;

  it.each([
    ['nothing said', undefined, 7_140],
    ['what is left', 1_200, 7_140],
    ['more than is left', 7_200, 7_140],
    ['nonsense', 'soon', 7_140],
  ])('lives no longer than it would have: %s', (_what, expiresInS, hard) => {
    expect((lifetimeOf(later, expiresInS, MIDDLE, first).hardUntil - at) / 1000).toBe(hard);
  });

  it('whose end we have put too early, because the answer was slow, ends when the platform says', () => {
    const tooEarly = { ...first, endsAt: at + 7_190_000 };
    const { hardUntil } = lifetimeOf(at + 7_195_000, 5, MIDDLE, tooEarly);
    expect((hardUntil - at) / 1000).toBeLessThan(7_200);
    expect((lifetimeOf(at + 7_198_000, 2, MIDDLE, tooEarly).hardUntil - at) / 1000).toBe(7_199.8);
  });

  it('is used to its end in its last minute, and for moments after that', () => {
    const inItsLastMinute = at + 7_150_000;
    expect((lifetimeOf(inItsLastMinute, 7_200, MIDDLE, first).hardUntil - at) / 1000).toBe(7_195);
    const after = at + 7_300_000;
    expect((lifetimeOf(after, 7_200, MIDDLE, first).hardUntil - after) / 1000).toBe(4.5);
  });
});

describe('a kept credential', () => {
  const kept = { value: 'v', generation: 1, ...lifetimeOf(at, 7_200, MIDDLE) };

  it.each([
    [0, 'fresh'],
    [5_759, 'fresh'],
    [5_760, 'soft'],
    [7_139, 'soft'],
    [7_140, 'over'],
    [-60, 'fresh'],
    // Somebody has put the clock back: nobody can say how old it is.
    [-61, 'over'],
    [-3_600, 'over'],
  ])('after %i s is %s', (seconds, expected) => {
    expect(stateOf(kept, at + seconds * 1000)).toBe(expected);
  });
});
