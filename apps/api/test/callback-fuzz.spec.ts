import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Semaphore } from 'async-mutex';
import * as fc from 'fast-check';
import { CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { CallbackInbox } from '../src/callbacks/callback-inbox.js';
import { Corps } from '../src/config/corps.js';
import { CallbackRefused, WecomCallbacks } from '../src/wecom/index.js';
import { SeenNonces } from '../src/wecom/callbacks/seen-nonces.js';
import { editedXml, letterTo } from './support/letters.js';
import { ManualClock } from './support/manual-clock.js';
import { FUZZ_TIME_S, mutations, tooLarge, type Mutation, type Verdict } from './support/mutations.js';
import { startSystem, type System } from './support/system.js';
import { sprucesSales } from './support/web-view.js';

/**
 * Letters of the platform, spoilt in every way we could think of: only what was sealed by the platform ever gets in. A failure
 * prints its seed; `FUZZ_SEED=<it>` makes the same mutants again. A rejection that nobody handles fails a test by itself.
 */
const DIRECTLY = 17_000;
const OVER_HTTP = { rounds: 200, mutants: 20 };
const seed = Number(process.env['FUZZ_SEED'] ?? Date.now() % 2 ** 31);
const message = editedXml(sprucesSales, FUZZ_TIME_S, { State: '林小雨', WelcomeCode: 'w'.repeat(43) });

jest.setTimeout(5 * 60_000);

const mutant = fc.record({
  mutation: mutations,
  random: fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) => Buffer.from(bytes)),
});
type Mutant = typeof mutant extends fc.Arbitrary<infer Value> ? Value : never;

let nonces = 0;
/** The request that a mutant is. Nonces never repeat, so that none is refused for having been here. */
function requestOf({ mutation, random }: Mutant, apiUrl: string) {
  nonces += 1;
  const clock = new ManualClock(FUZZ_TIME_S * 1000);
  const changes = { random, nonce: String(nonces), ...mutation.changes };
  const letter = letterTo({ apiUrl, clock }, sprucesSales, message, changes);
  const { url, body } = mutation.after?.(letter) ?? letter;
  const isChanged =
    !mutation.after || url !== letter.url || !Buffer.from(body).equals(Buffer.from(letter.body));
  return { url, body, verdict: isChanged ? mutation.verdict : 'accepted' };
}

function isRight(verdict: Verdict, accepted: boolean): boolean {
  switch (verdict) {
    case 'accepted':
      return accepted;
    case 'refused':
      return !accepted;
    case 'genuine or refused':
    case 'anything but a crash':
      return true;
  }
}

const describeMutant = ({ mutation }: Mutant) => `${mutation.name}: ${mutation.verdict}`;

let system: System;
beforeAll(async () => {
  // oxlint-disable-next-line no-console -- how to play it again, also when something else is what fails
  console.info(`FUZZ_SEED=${seed}`);
  system = await startSystem({ configure: (config) => (config.logLevel = 'warn') });
  system.clock.advance({ seconds: FUZZ_TIME_S - system.clock.now() / 1000 });
});
afterAll(() => system.close());

describe('mutants', () => {
  it(`get past the verifier only as what they were (${DIRECTLY} of them)`, () => {
    const wecom = new WecomCallbacks(new Corps(system.config), system.clock, new SeenNonces(system.clock));
    const address = { corpId: sprucesSales.corpId, agentId: String(sprucesSales.agentId) };
    const met = new Map<string, number>();
    const meet = (one: Mutant) => {
      const { url, body, verdict } = requestOf(one, 'http://api');
      const query = queryOf(url);
      let accepted: string | null = null;
      try {
        accepted = wecom.receive(address, query, Buffer.from(body)).message;
      } catch (error) {
        if (!(error instanceof CallbackRefused)) throw error;
      }
      const { name } = one.mutation;
      met.set(name, (met.get(name) ?? 0) + 1);
      if (!isRight(verdict, accepted !== null))
        throw new Error(`${describeMutant(one)}, accepted: ${accepted}`);
      if (accepted !== null && verdict !== 'anything but a crash') expect(accepted).toBe(message);
    };
    const run = (numRuns: number, from: number) =>
      fc.assert(fc.property(mutant, meet), { numRuns, seed: from });

    run(DIRECTLY / 2, seed);
    const before = heapUsed();
    run(DIRECTLY / 2, seed + 1);

    expect(heapUsed() - before).toBeLessThan(8 * 2 ** 20);
    expect(met.size).toBeGreaterThan(20);
    expect(Math.min(...met.values())).toBeGreaterThan(20);
  });

  it(`over HTTP get 200 as what they were, 403, or 413 (${OVER_HTTP.rounds * OVER_HTTP.mutants} of them)`, async () => {
    const post = async (one: Mutant) => {
      const { url, body, verdict } = requestOf(one, system.apiUrl);
      const answer = await fetch(url, { method: 'POST', body, headers: { 'content-type': 'text/xml' } });
      return { status: answer.status, said: await answer.text(), verdict };
    };
    const known = mutant.filter(({ mutation }) => mutation.verdict !== 'anything but a crash');
    const round = fc.array(known, { minLength: OVER_HTTP.mutants, maxLength: OVER_HTTP.mutants });
    await fc.assert(
      fc.asyncProperty(round, async (mutants) => {
        const answers = await Promise.all(mutants.map(post));
        for (const [index, { status, said, verdict }] of answers.entries()) {
          const one = mutants[index];
          if (!one) continue;
          const right = [200, 403].includes(status) && isRight(verdict, status === 200) && said === '';
          if (!right) throw new Error(`${describeMutant(one)}, answered: ${status} ${said}`);
        }
      }),
      { numRuns: OVER_HTTP.rounds, seed, endOnFailure: true },
    );

    const genuine = {
      mutation: { name: 'none', verdict: 'accepted' } satisfies Mutation,
      random: Buffer.alloc(16),
    };
    expect((await post(genuine)).status).toBe(200);
    expect((await post({ ...genuine, mutation: tooLarge })).status).toBe(413);

    const stored = await system.database.getRepository(CallbackEventRow).find();
    expect(stored.map((row) => row.message)).toEqual([message]);
    const inserts: unknown = Reflect.get(system.app.get(CallbackInbox, { strict: false }), 'inserts');
    expect(inserts instanceof Semaphore && inserts.isLocked()).toBe(false);
    expect(system.logs).toEqual([]);
    expect((await fetch(`${system.apiUrl}/health/live`)).status).toBe(200);
  });
});

/** As Fastify hands it over: what is there twice is a list. */
function queryOf(url: string): Record<string, string | string[]> {
  const { searchParams } = new URL(url);
  const names = [...new Set(searchParams.keys())];
  return Object.fromEntries(
    names.map((name) => {
      const values = searchParams.getAll(name);
      return [name, values.length === 1 ? (values[0] ?? '') : values];
    }),
  );
}

/** Bytes that are still needed. */
function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('there is no garbage collector to ask');
  collect();
  return process.memoryUsage().heapUsed;
}
