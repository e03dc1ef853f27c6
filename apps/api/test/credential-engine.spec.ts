import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CredentialEngine } from '../src/wecom/credentials/credential-engine.js';
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

describe('a fresh credential', () => {
  it('is fetched once for everybody, and then answered without any I/O, not even a promise', async () => {
    const tokens = await Promise.all(Array.from({ length: 50 }, () => current()));
    expect(new Set(tokens)).toEqual(new Set(['token 1']));

    await state.close();
    expect(engine.current(lender.credential)).toBe('token 1');
    expect(lender.fetches).toBe(1);
    state = await openSharedState();
  });

  it('is shared with the other processes', async () => {
    await current();

    expect(await current(another())).toBe('token 1');
    expect(lender.fetches).toBe(1);
  });

  it('shares a failure with everybody who waited, and is tried again after a moment', async () => {
    lender.next = refusal('busy', -1);
    const answers = await Promise.allSettled(Array.from({ length: 50 }, () => current()));
    expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(50);
    expect(lender.fetches).toBe(1);

    lender.next = () => ({ value: 'better', expiresInS: 7_200 });
    await expect(current()).rejects.toMatchObject({ outcome: 'busy', errcode: -1 });
    await expect(current(another())).rejects.toMatchObject({ outcome: 'busy', errcode: -1 });
    expect(lender.fetches).toBe(1);

    state.clock.advance({ seconds: 1 });
    expect(await current()).toBe('better');
  });
});

describe('towards its end', () => {
  it('is renewed behind while the old one is still served, and by one process only', async () => {
    const others = [another(), another()];
    for (const who of [engine, ...others]) await current(who);
    state.clock.advance({ minutes: 103 });
    expect(stateNow()).toBe('soft');

    for (const who of [engine, ...others]) expect(who.current(lender.credential)).toBe('token 1');
    await settled();

    for (const who of [engine, ...others]) expect(who.current(lender.credential)).toBe('token 2');
    expect(lender.fetches).toBe(2);
  });

  it('is served until its very end when it can’t be renewed, with a try every half minute', async () => {
    await current();
    lender.next = refusal('busy', -1);
    state.clock.advance({ minutes: 103 });

    for (let call = 0; call < 100; call += 1) {
      expect(engine.current(lender.credential)).toBe('token 1');
      await Promise.resolve();
    }
    await settled();
    expect(lender.fetches).toBe(2);
    state.clock.advance({ seconds: 31 });
    await current();
    await settled();
    expect(lender.fetches).toBe(3);

    state.clock.advance({ minutes: 16 });
    await expect(current()).rejects.toMatchObject({ outcome: 'busy' });
  });
});

describe('a credential the platform has refused', () => {
  it('is replaced once for everybody, in all processes', async () => {
    const other = another();
    await current();
    await current(other);

    const tokens = await Promise.all(
      [engine, other].flatMap((who) => Array.from({ length: 25 }, () => replace('token 1', who))),
    );

    expect(new Set(tokens)).toEqual(new Set(['token 2']));
    expect(lender.fetches).toBe(2);
  });

  it('while it is being renewed is fetched once more: what comes may have been lent before it was given up', async () => {
    await current();
    state.clock.advance({ minutes: 103 });
    const { next } = lender;
    let lend = () => {};
    lender.next = async () => {
      await new Promise<void>((resolve) => (lend = resolve));
      return { value: 'token 1', expiresInS: 1_000 };
    };
    await current();
    await settled();
    const replacement = replace('token 1');
    await settled();
    lender.next = next;
    lend();

    expect(await replacement).toBe('token 3');
    expect(stateNow()).toBe('fresh');
  });

  it('is replaced by a neighbour’s newer one, whatever their clocks say', async () => {
    const neighbour = another();
    await current();
    await current(neighbour);
    state.clock.advance({ seconds: 3 });
    await replace('token 1');
    state.clock.advance({ seconds: -5 });
    await replace('token 2', another());
    expect(lender.fetches).toBe(3);

    expect(await replace('token 2')).toBe('token 3');
    expect(await replace('token 1', neighbour)).toBe('token 3');
    expect(lender.fetches).toBe(3);
  });

  it('that has been replaced already costs nothing', async () => {
    const other = another();
    await current();
    await current(other);
    await replace('token 1');

    for (let late = 0; late < 5; late += 1) {
      expect(await replace('token 1')).toBe('token 2');
      expect(await replace('token 1', other)).toBe('token 2');
    }
    expect(lender.fetches).toBe(2);
  });

  it('and handed out again is a failure that names the errcode, and pauses fetching for all', async () => {
    lender.next = () => ({ value: 'always the same', expiresInS: 7_200 });
    const other = another();
    await current();
    await current(other);

    for (let burst = 0; burst < 2; burst += 1) {
      for (const who of [engine, other]) {
        const answers = await Promise.allSettled(
          Array.from({ length: 20 }, () => replace('always the same', who)),
        );
        for (const answer of answers)
          expect(answer).toMatchObject({
            reason: { outcome: 'refresh', errcode: 40014, until: expect.any(Number) },
          });
      }
    }

    expect(lender.fetches).toBe(2);
    expect(stateNow()).toBe('stuck');
  });

  it('again right after it was replaced pauses longer each time, up to a minute, and starts anew after a quiet time', async () => {
    await current();
    const pauses: number[] = [];
    for (let round = 1; round <= 6; round += 1) {
      const replacement = await replace(`token ${round}`);
      await engine.giveUp(lender.credential, { value: replacement, errcode: 42001 });
      await expect(replace(replacement)).rejects.toMatchObject({ errcode: 42001 });
      const until = engine.states()[0]?.until ?? 0;
      pauses.push((until - state.clock.now()) / 1000);
      state.clock.advance({ seconds: pauses.at(-1) ?? 0 });
    }
    expect(pauses).toEqual([5, 10, 20, 40, 60, 60]);

    state.clock.advance({ minutes: 10 });
    const replacement = await replace('token 7');
    await engine.giveUp(lender.credential, { value: replacement, errcode: 42001 });
    expect(((engine.states()[0]?.until ?? 0) - state.clock.now()) / 1000).toBe(5);
  });

  it('late does not pause anybody', async () => {
    await current();
    await replace('token 1');

    await engine.giveUp(lender.credential, { value: 'token 1', errcode: 42001 });

    expect(stateNow()).toBe('fresh');
    expect(await replace('token 2')).toBe('token 3');
  });
});
