import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { Kept } from '../src/wecom/credentials/credential.js';
import { openSharedState, type SharedState } from './support/shared-state.js';

/** What every credential store keeps to. The Jest project says which one this is about. */
let state: SharedState;
let key: string;
beforeAll(async () => {
  state = await openSharedState();
});
afterAll(() => state.close());
beforeEach(() => {
  key = `access_token:wwtest:1:${randomUUID()}`;
});

const LEASE_MS = 60_000;
const kept = (generation: number, value = `value ${generation}`): Kept => ({
  value,
  generation,
  fetchedAt: 1,
  softUntil: 2,
  hardUntil: 3,
  endsAt: 4,
});

describe('a credential store', () => {
  it('gives back what was written, and nothing for a key nobody has written', async () => {
    expect(await state.credentials.read(key)).toEqual({ kept: null, trouble: null });

    expect(await state.credentials.write(key, kept(1), 60_000)).toBe(true);

    expect(await state.credentials.read(key)).toEqual({ kept: kept(1), trouble: null });
    expect(await state.credentials.read(`${key}x`)).toEqual({ kept: null, trouble: null });
  });

  it('never lets an older generation overwrite a newer one', async () => {
    await state.credentials.write(key, kept(7), 60_000);

    expect(await state.credentials.write(key, kept(6), 60_000)).toBe(false);
    expect(await state.credentials.write(key, kept(7, 'another'), 60_000)).toBe(false);
    expect((await state.credentials.read(key)).kept).toEqual(kept(7));

    expect(await state.credentials.write(key, kept(8), 60_000)).toBe(true);
    expect((await state.credentials.read(key)).kept).toEqual(kept(8));
  });

  it('writes what was fetched under a lock that has ended: the generation alone decides', async () => {
    const slow = await state.credentials.lock(key, 20);
    await state.outlast(30);
    const second = await state.credentials.lock(key, LEASE_MS);

    expect(await state.credentials.write(key, kept(slow?.generation ?? 0), 60_000)).toBe(true);
    expect(await state.credentials.write(key, kept(second?.generation ?? 0), 60_000)).toBe(true);
  });

  it('locks for one at a time, and counts the generations', async () => {
    const first = await state.credentials.lock(key, LEASE_MS);
    expect(first).toMatchObject({ generation: 1 });
    expect(await state.credentials.lock(key, LEASE_MS)).toBeNull();
    expect(await state.credentials.lock(`${key}x`, LEASE_MS)).toMatchObject({ generation: 1 });

    if (first) await state.credentials.unlock(key, first);

    expect(await state.credentials.lock(key, LEASE_MS)).toMatchObject({ generation: 2 });
  });

  it('lets fifty ask for the lock at once and gives it to one', async () => {
    const locks = await Promise.all(Array.from({ length: 50 }, () => state.credentials.lock(key, LEASE_MS)));
    expect(locks.filter((lock) => lock !== null)).toHaveLength(1);
  });

  it('takes the lock away when the lease ends, and does not let the old owner open the new one', async () => {
    const dead = await state.credentials.lock(key, 20);
    await state.outlast(30);
    const next = await state.credentials.lock(key, LEASE_MS);
    expect(next).toMatchObject({ generation: 2 });

    if (dead) await state.credentials.unlock(key, dead);

    expect(await state.credentials.lock(key, LEASE_MS)).toBeNull();
  });

  it('counts on from what is stored when the counter was lost', async () => {
    await state.credentials.write(key, kept(41), 60_000);

    expect(await state.credentials.lock(key, LEASE_MS)).toMatchObject({ generation: 42 });
  });

  it('remembers trouble for a while', async () => {
    const trouble = {
      kind: 'negative',
      outcome: 'misconfigured',
      errcode: 40001,
      until: 5,
      streak: 2,
    } as const;
    await state.credentials.remember(key, trouble, 20);
    expect((await state.credentials.read(key)).trouble).toEqual(trouble);

    await state.outlast(30);

    expect((await state.credentials.read(key)).trouble).toBeNull();
  });
});
