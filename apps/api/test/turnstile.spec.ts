import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Limits } from '../src/wecom/limits/call-limits.js';
import type { Entry } from '../src/wecom/limits/turnstile.js';
import { openSharedState, type SharedState } from './support/shared-state.js';

/** What every turnstile keeps to. The Jest project says which one this is about. */
let state: SharedState;
let limits: Limits;
beforeAll(async () => {
  state = await openSharedState();
});
afterAll(() => state.close());
beforeEach(() => {
  const name = `ww${randomUUID()}:/user/get`;
  limits = {
    name,
    parallel: 4,
    windows: [
      { name: `${name}:minute`, ms: 60_000, most: 6 },
      { name: `${name}:hour`, ms: 3_600_000, most: 10 },
    ],
  };
  // Windows begin with the clock's: every test stands at the start of an hour.
  state.clock.advance({ seconds: 3_600 - ((state.clock.now() / 1000) % 3_600) });
});

const STALE_MS = 10_000;
const enter = (staleMs = STALE_MS) => state.turnstile.enter(limits, staleMs);
const leave = async (entry: Entry) => {
  if (entry.kind === 'in') await state.turnstile.leave(limits, entry.pass);
};
const kinds = (entries: Entry[]) => entries.map(({ kind }) => kind);
const enterAll = (count: number) => Promise.all(Array.from({ length: count }, () => enter()));

describe('a turnstile', () => {
  it('lets in as many at a time as may, and the next when one leaves', async () => {
    const entries = await enterAll(5);
    expect(kinds(entries).toSorted()).toEqual(['full', 'in', 'in', 'in', 'in']);

    const someone = entries.find(({ kind }) => kind === 'in');
    if (someone) await leave(someone);

    expect((await enter()).kind).toBe('in');
  });

  it('gives up who has died inside', async () => {
    for (let dying = 0; dying < 4; dying += 1) await enter(40);
    expect((await enter()).kind).toBe('full');

    await state.outlast(60);

    expect((await enter()).kind).toBe('in');
  });

  it('keeps to the budget of a minute and of an hour, and says when the window ends', async () => {
    const start = state.clock.now();
    for (let call = 0; call < 6; call += 1) await leave(await enter());
    expect(await enter()).toEqual({ kind: 'closed', until: start + 60_000 });

    state.clock.advance({ minutes: 1 });
    for (let call = 0; call < 4; call += 1) await leave(await enter());
    expect(await enter()).toEqual({ kind: 'closed', until: start + 3_600_000 });
  });

  it('does not count who was not let in', async () => {
    const inside = await enterAll(4);
    for (let knock = 0; knock < 20; knock += 1) expect((await enter()).kind).toBe('full');
    for (const entry of inside) await leave(entry);

    expect((await enter()).kind).toBe('in');
  });

  it('closes for a minute, and for an hour when that was not enough', async () => {
    const first = state.clock.now();
    expect(await state.turnstile.close(limits)).toBe(first + 60_000);
    expect(await state.turnstile.close(limits)).toBe(first + 60_000);
    expect(await enter()).toEqual({ kind: 'closed', until: first + 60_000 });

    state.clock.advance({ minutes: 1 });
    await leave(await enter());
    const second = state.clock.now();
    expect(await state.turnstile.close(limits)).toBe(second + 3_600_000);

    state.clock.advance({ hours: 1, minutes: 1 });
    expect(await state.turnstile.close(limits)).toBe(state.clock.now() + 60_000);
  });

  it('halves how many may be inside, once for all who are refused together, and widens step by step', async () => {
    limits = { ...limits, windows: [], parallel: 16 };
    const room = async () => {
      const entries = await enterAll(20);
      await Promise.all(entries.map(leave));
      return kinds(entries).filter((kind) => kind === 'in').length;
    };

    for (let refusal = 0; refusal < 11; refusal += 1) await state.turnstile.narrow(limits);
    expect(await room()).toBe(8);
    state.clock.advance({ seconds: 5 });
    await state.turnstile.narrow(limits);
    expect(await room()).toBe(4);

    state.clock.advance({ seconds: 19 });
    expect(await room()).toBe(4);
    state.clock.advance({ seconds: 1 });
    expect(await room()).toBe(8);
    state.clock.advance({ seconds: 20 });
    expect(await room()).toBe(16);
    state.clock.advance({ minutes: 2 });
    expect(await room()).toBe(16);
  });

  it('never closes altogether by that', async () => {
    limits = { ...limits, windows: [] };
    for (let refusal = 0; refusal < 5; refusal += 1) {
      await state.turnstile.narrow(limits);
      state.clock.advance({ seconds: 5 });
    }
    expect(kinds(await enterAll(3)).filter((kind) => kind === 'in')).toHaveLength(1);
  });

  it('counts every corp and every path by itself', async () => {
    limits = { ...limits, windows: [] };
    await enterAll(4);
    const otherCorp = { ...limits, name: limits.name.replace('ww', 'wx') };
    const otherPath = { ...limits, name: `${limits.name}_more` };

    expect((await state.turnstile.enter(otherCorp, STALE_MS)).kind).toBe('in');
    expect((await state.turnstile.enter(otherPath, STALE_MS)).kind).toBe('in');
    expect((await enter()).kind).toBe('full');
  });
});
