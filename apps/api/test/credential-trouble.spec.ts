import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { RedisDownError } from '../src/cache/shared-redis.js';
import type { CredentialEngine } from '../src/wecom/credentials/credential-engine.js';
import type { CredentialStore } from '../src/wecom/credentials/credential-store.js';
import { WecomError } from '../src/wecom/wecom-error.js';
import { anotherEngine, Lender, refusal, settled } from './support/lender.js';
import { openSharedState, type SharedState } from './support/shared-state.js';

let state: SharedState;
let lender: Lender;
let engine: CredentialEngine;
beforeEach(async () => {
  state = await openSharedState();
  lender = new Lender();
  engine = anotherEngine(state);
});
afterEach(() => state.close());

const another = () => anotherEngine(state);
const current = (who = engine) => Promise.resolve(who.current(lender.credential));
const replace = (value: string, who = engine) => who.replace(lender.credential, { value, errcode: 40014 });
const stateNow = (who = engine) => who.states()[0]?.state;

/** A store that can be switched off. */
class Switchable implements CredentialStore {
  down = false;
  readOnly = false;
  delayMs = 0;
  looks = 0;
  constructor(private readonly store: CredentialStore) {}

  read: CredentialStore['read'] = (...args) => {
    this.looks += 1;
    return this.ask(() => this.store.read(...args));
  };
  lock: CredentialStore['lock'] = (...args) => this.ask(() => this.store.lock(...args));
  unlock: CredentialStore['unlock'] = (...args) => this.ask(() => this.store.unlock(...args));
  write: CredentialStore['write'] = (...args) =>
    this.readOnly ? Promise.reject(new RedisDownError(null)) : this.ask(() => this.store.write(...args));
  remember: CredentialStore['remember'] = (...args) => this.ask(() => this.store.remember(...args));

  private async ask<Answer>(question: () => Promise<Answer>): Promise<Answer> {
    if (this.delayMs) await new Promise((resolve) => setTimeout(resolve, this.delayMs));
    if (this.down) throw new RedisDownError(new Error('switched off'));
    return question();
  }
}

describe('a set-up mistake', () => {
  it('is remembered by all processes, for a minute, doubling to an hour', async () => {
    lender.next = refusal('misconfigured', 40001);
    const pauses: number[] = [];
    for (let round = 0; round < 8; round += 1) {
      await expect(current()).rejects.toMatchObject({ outcome: 'misconfigured', errcode: 40001 });
      for (const who of [engine, another()])
        await expect(current(who)).rejects.toMatchObject({ outcome: 'misconfigured', errcode: 40001 });
      expect(stateNow()).toBe('negative');
      pauses.push(((engine.states()[0]?.until ?? 0) - state.clock.now()) / 60_000);
      state.clock.advance({ minutes: pauses.at(-1) ?? 0 });
    }

    expect(pauses).toEqual([1, 2, 4, 8, 16, 32, 60, 60]);
    expect(lender.fetches).toBe(8);
  });

  it('that has been mended is forgotten with the pause', async () => {
    lender.next = refusal('misconfigured', 50003);
    await expect(current()).rejects.toMatchObject({ errcode: 50003 });
    lender.next = () => ({ value: 'mended', expiresInS: 7_200 });
    await expect(current()).rejects.toMatchObject({ errcode: 50003 });

    state.clock.advance({ minutes: 1 });

    expect(await current()).toBe('mended');
    expect(stateNow()).toBe('fresh');
  });

  it.each([
    ['45009: our address is banned for a while', 'throttled', 45009, 60],
    ['an errcode we have never met', 'bug', 99901, 1],
    ['-1 after all tries', 'busy', -1, 1],
  ] as const)('is not the only thing to be remembered: %s', async (_what, outcome, errcode, pauseS) => {
    lender.next = refusal(outcome, errcode);
    for (let call = 0; call < 20; call += 1)
      await expect(current(call % 2 ? engine : another())).rejects.toMatchObject({ outcome, errcode });
    expect(lender.fetches).toBe(1);
    expect(((engine.states()[0]?.until ?? 0) - state.clock.now()) / 1000).toBe(pauseS);

    state.clock.advance({ seconds: pauseS });
    await expect(current()).rejects.toMatchObject({ errcode });
    expect(lender.fetches).toBe(2);
  });

  it('of the call that only carries the token is not the ticket’s own', async () => {
    lender.next = () => {
      throw new WecomError('misconfigured', '/another/path', 40001, 'refused');
    };
    await expect(current()).rejects.toMatchObject({ errcode: 40001 });
    lender.next = () => ({ value: 'at once', expiresInS: 7_200 });

    expect(await current()).toBe('at once');
  });

  it('does not take away what is still good', async () => {
    await current();
    lender.next = refusal('misconfigured', 40001);
    state.clock.advance({ minutes: 103 });

    await current();
    await settled();

    expect(await current()).toBe('token 1');
  });
});

describe('what the platform says of its lifetime, and a clock that jumps', () => {
  /** The platform keeps its own word, whatever it says; a value is looked at as it would look at it. */
  it.each([
    [7_200, 7_200],
    [60, 60],
    ['1500', 1_500],
    [undefined, 7_200],
    [0, 5],
  ])('%p: never used after its end, never fetched in a loop', async (expiresInS, reallyS) => {
    const endsAt = new Map<string, number>();
    lender.next = () => {
      const value = `token ${lender.fetches}`;
      endsAt.set(value, state.clock.now() + reallyS * 1000);
      return { value, expiresInS };
    };
    const hourS = 3 * 3_600;
    for (let second = 0; second < hourS; second += reallyS / 20) {
      const token = await current();
      expect(state.clock.now()).toBeLessThan(endsAt.get(token) ?? 0);
      state.clock.advance({ seconds: reallyS / 20 });
      if (lender.fetches > 200) break;
    }
    // Between 80 % and 100 % of each life, one fetch; a process of its own never asks more often than that.
    expect(lender.fetches).toBeLessThanOrEqual(Math.ceil(hourS / (reallyS * 0.7)));
  });

  it.each([
    ['forward', 1],
    ['back', -1],
  ])('%s by an hour costs one fetch at most', async (_way, direction) => {
    await current();

    state.clock.advance({ hours: direction });
    const before = lender.fetches;
    for (let call = 0; call < 50; call += 1) await current();
    await settled();

    expect(lender.fetches - before).toBeLessThanOrEqual(1);
    if (direction < 0) expect(await current()).toBe('token 2');
  });
});

describe('while the shared store is down', () => {
  let store: Switchable;
  beforeEach(() => {
    store = new Switchable(state.credentials);
    engine = anotherEngine(state, store);
  });

  it('goes on from memory, and fetches what it lacks once', async () => {
    store.down = true;
    const tokens = await Promise.all(Array.from({ length: 50 }, () => current()));

    expect(new Set(tokens)).toEqual(new Set(['token 1']));
    expect(lender.fetches).toBe(1);
    expect(stateNow()).toBe('degraded');
  });

  it('asks a failing platform once in half a minute, but at once when a token was refused', async () => {
    store.down = true;
    lender.next = refusal('busy', -1);
    for (let call = 0; call < 20; call += 1)
      await expect(current()).rejects.toMatchObject({ outcome: 'busy', errcode: -1 });
    expect(lender.fetches).toBe(1);

    state.clock.advance({ seconds: 31 });
    lender.next = () => ({ value: `token ${lender.fetches}`, expiresInS: 7_200 });
    expect(await current()).toBe('token 2');
    expect(await replace('token 2')).toBe('token 3');
  });

  it('does not take an error for "nothing there": what it has is not thrown away', async () => {
    await current();
    store.down = true;
    state.clock.advance({ minutes: 103 });

    for (let call = 0; call < 20; call += 1) expect(engine.current(lender.credential)).toBe('token 1');
    await settled();

    // Renewed behind all the same, once.
    for (let call = 0; call < 20; call += 1) expect(await current()).toBe('token 2');
    await settled();
    expect(lender.fetches).toBe(2);
  });

  it('does not fetch more often than every half minute, whatever the platform says of the lifetime', async () => {
    store.down = true;
    lender.next = () => ({ value: `token ${lender.fetches}`, expiresInS: 0 });
    for (let second = 0; second < 60; second += 1) {
      await current();
      state.clock.advance({ seconds: 1 });
    }
    expect(lender.fetches).toBe(2);
  });

  it('does not ask again and again for what replaces a refused token, while that fails', async () => {
    await current();
    store.down = true;
    lender.next = refusal('busy', -1);
    for (let call = 0; call < 20; call += 1)
      await expect(replace('token 1')).rejects.toMatchObject({ errcode: -1 });
    expect(lender.fetches).toBe(2);
  });

  it('keeps a token that could not be stored, and stores it later', async () => {
    store.readOnly = true;
    expect(await current()).toBe('token 1');
    expect(await current()).toBe('token 1');
    expect(stateNow()).toBe('degraded');
    await settled();

    store.readOnly = false;
    state.clock.advance({ seconds: 31 });
    await current();
    await settled();

    expect(await current(another())).toBe('token 1');
    expect(lender.fetches).toBe(1);
  });

  it('remembers in memory that fetching is paused', async () => {
    store.down = true;
    lender.next = refusal('misconfigured', 40001);
    for (let call = 0; call < 20; call += 1)
      await expect(current()).rejects.toMatchObject({ errcode: 40001 });
    expect(lender.fetches).toBe(1);
  });

  it('shares what it has fetched alone once the store is up again, without another fetch', async () => {
    store.down = true;
    await current();
    expect(stateNow()).toBe('degraded');
    store.down = false;

    await current();
    await settled();

    expect(stateNow()).toBe('fresh');
    expect(await current(another())).toBe('token 1');
    expect(lender.fetches).toBe(1);
  });
});

describe('somebody else’s lock', () => {
  it('is not waited for any longer when every look at the store is slow', async () => {
    await state.credentials.lock(lender.credential.key, 60_000);
    const slow = new Switchable(state.credentials);
    slow.delayMs = 100;

    await expect(current(anotherEngine(state, slow))).rejects.toMatchObject({ outcome: 'busy' });

    // Patience is 300 ms here: with the pauses counted alone there would be dozens of looks.
    expect(slow.looks).toBeLessThanOrEqual(4);
  });

  it('is waited for, with patience of our own', async () => {
    const { key } = lender.credential;
    await state.credentials.lock(key, 60_000);

    await expect(current()).rejects.toMatchObject({ outcome: 'busy' });
    expect(lender.fetches).toBe(0);
  });

  it('whose owner has died is taken over when its lease ends', async () => {
    await state.credentials.lock(lender.credential.key, 50);
    const waiting = current();
    await state.outlast(60);

    expect(await waiting).toBe('token 1');
    expect(lender.fetches).toBe(1);
  });
});
