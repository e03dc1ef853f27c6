import { pino } from 'pino';
import { Registry } from 'prom-client';
import { defaultTimings } from '../src/config/wecom-timings.js';
import type * as EngineFile from '../src/wecom/credentials/credential-engine.js';
import type { Credential } from '../src/wecom/credentials/credential.js';
import type * as MemoryStoreFile from '../src/wecom/credentials/memory-credential-store.js';
import type * as MetricsFile from '../src/wecom/wecom-metrics.js';
import { Ground } from '../test/fleet/ground.js';
import { isMet, type Bar } from '../test/fleet/row.js';
import { rows } from '../test/fleet/token-table.js';

/**
 * Prints the table of promises about tokens, each number beside its bar, and how fast a hit is. The compiled API, real
 * processes, a real Redis at `TEST_REDIS_URL`. The counts are asserted by `test/fleet/token-table.spec.ts` too; times
 * are only printed, beside their limits: machines differ.
 */
const dist = new URL('../dist/wecom/', import.meta.url).href;
const { CredentialEngine }: typeof EngineFile = await import(`${dist}credentials/credential-engine.js`);
const { MemoryCredentialStore }: typeof MemoryStoreFile = await import(
  `${dist}credentials/memory-credential-store.js`
);
const { WecomMetrics }: typeof MetricsFile = await import(`${dist}wecom-metrics.js`);

const HIT_LIMIT_NS = 1_000;
const HITS = 2_000_000;
const ROUNDS = 9;

const { TEST_REDIS_URL } = process.env;
if (!TEST_REDIS_URL) throw new Error('TEST_REDIS_URL is not set; `pnpm bench/tokens` sets it');

let missed = 0;
const ground = await Ground.prepare(TEST_REDIS_URL);
try {
  for (const row of rows) {
    const begun = performance.now();
    const measured = await row.run(ground);
    const tookMs = Math.round(performance.now() - begun);
    const told = Object.entries(row.bars).map(([what, bar]) => {
      const number = measured[what] ?? Number.NaN;
      const met = isMet(bar, number);
      if (!met) missed += 1;
      return `${met ? '' : 'MISSED '}${what} ${number} (${describe(bar)})`;
    });
    const limit = row.limitMs ? ` of ${row.limitMs}` : '';
    print(`${row.name}\n    ${told.join(', ')}; ${tookMs} ms${limit}`);
  }
} finally {
  await ground.close();
}

const hits = await measureHits();
print(`a hit, median of ${ROUNDS} × ${HITS}\n    ${hits.toFixed(0)} ns (limit ${HIT_LIMIT_NS} ns)`);
print(missed === 0 ? 'every bar is met' : `${missed} bars are missed`);
process.exitCode = missed > 0 || hits > HIT_LIMIT_NS ? 1 : 0;

function describe(bar: Bar): string {
  return typeof bar === 'number' ? `bar ${bar}` : `bar ≤ ${bar.atMost}`;
}

/** Nanoseconds for one look at a fresh credential. */
async function measureHits(): Promise<number> {
  const clock = { now: Date.now };
  const engine = new CredentialEngine(
    new MemoryCredentialStore(clock),
    clock,
    defaultTimings,
    new WecomMetrics(new Registry()),
    pino({ level: 'silent' }),
  );
  const credential: Credential = {
    kind: 'access_token',
    corpId: 'wwbench',
    agentId: 1,
    key: 'access_token:wwbench:1:abcd1234',
    path: '/gettoken',
    fetch: async () => ({ value: 'a token', expiresInS: 7_200 }),
  };
  await engine.current(credential);
  const rounds: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const begun = process.hrtime.bigint();
    for (let hit = 0; hit < HITS; hit += 1) void engine.current(credential);
    rounds.push(Number(process.hrtime.bigint() - begun) / HITS);
  }
  return rounds.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
