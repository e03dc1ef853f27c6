import { parseArgs } from 'node:util';
import { Agent } from 'undici';
import { BareProcess } from './bare-process.js';
import { measure, type Measured } from './callbacks/load.js';
import { FOLLOWERS } from './load/fill.js';
import { ServedCards } from './load/served-cards.js';
import { statementsOfCard } from './load/statements.js';
import { aim, bar, conclude, describe, median, medians, print } from './said.js';

/**
 * What we promise of cards: how many a second one process answers from a large database, beside the same statements through
 * Fastify and mysql2 and nothing else, and beside a small database; and that its memory stays what it is. `pnpm bench/load`
 * provides the servers.
 */
const OF_BARE = 0.6;
const OF_SMALL = 0.9;
const GROWN = 1.1;
const SMALL = 10_000;
/** To the database, as many as the API's process has. */
const CONNECTIONS = 10;
const AT_A_TIME = 32;
const CARDS = 2_000;
const ROUNDS = 5;
const MINUTE_MS = 60_000;

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '10' },
  },
});
const customers = Number(values.customers);
const minutes = Number(values.minutes);
const { TEST_MYSQL_URL, TEST_REDIS_URL } = process.env;
if (!TEST_MYSQL_URL || !TEST_REDIS_URL) throw new Error('run it with `pnpm bench/load`');

interface Round {
  cards: Measured;
  bare: Measured;
  small: Measured;
}

const agent = new Agent({ connections: AT_A_TIME });
const begun = performance.now();
const small = await ServedCards.prepare(TEST_MYSQL_URL, TEST_REDIS_URL, SMALL);
const big = await ServedCards.prepare(TEST_MYSQL_URL, TEST_REDIS_URL, customers);
try {
  print(
    `${customers} customers and ${customers * FOLLOWERS} relations, made in ${seconds(performance.now() - begun)} s`,
  );
  const statements = await statementsOfCard(big);
  const bare = await BareProcess.start(new URL('load/bare.ts', import.meta.url), {
    DATABASE_URL: big.databaseUrl,
    STATEMENTS: JSON.stringify(statements),
    CONNECTIONS: String(CONNECTIONS),
  });
  const rounds = await measureRounds(bare.origin);
  const told = (what: keyof Round) => describe(medians(rounds.map((round) => round[what])));
  await bare.stop();
  print(
    `cards by one process, ${AT_A_TIME} at a time, each somebody else’s; medians of ${rounds.length} rounds of ${CARDS}`,
  );
  print(`    ${told('cards')}`);
  print(`    the same ${statements.length} statements through Fastify and mysql2: ${told('bare')}`);
  print(`    of ${SMALL} customers: ${told('small')}`);
  const ofBare = median(rounds.map((round) => round.cards.perSecond / round.bare.perSecond));
  const ofSmall = median(rounds.map((round) => round.cards.perSecond / round.small.perSecond));
  aim(`${ofBare.toFixed(2)} of the bare handler’s`, `at least ${OF_BARE}`, ofBare >= OF_BARE);
  aim(`${ofSmall.toFixed(2)} of ${SMALL} customers’`, `at least ${OF_SMALL}`, ofSmall >= OF_SMALL);

  const memory = await loadFor(minutes);
  const [first = Number.NaN] = memory;
  const last = memory.at(-1) ?? Number.NaN;
  print(
    `resident memory over ${minutes} minutes of that, each minute’s median: ${memory.map(megabytes).join(', ')} MB`,
  );
  bar(`${(last / first).toFixed(2)} of the first minute’s`, `at most ${GROWN}`, last / first <= GROWN);

  const { lines, found } = await big.secretsWritten();
  print(`${lines} lines were printed by it`);
  bar(`${found.length} files with a secret or a phone number`, 'none', lines > 0 && found.length === 0);
} finally {
  await Promise.all([small.close(), big.close(), agent.close()]);
}
conclude();

async function measureRounds(bareOrigin: string): Promise<Round[]> {
  const round = async (): Promise<Round> => ({
    cards: await measure(cardsOf(big), AT_A_TIME),
    bare: await measure(bareCards(bareOrigin), AT_A_TIME),
    small: await measure(cardsOf(small), AT_A_TIME),
  });
  // All three have to be warm.
  await round();
  const rounds: Round[] = [];
  while (rounds.length < ROUNDS) rounds.push(await round());
  return rounds;
}

function cardsOf(served: ServedCards): (() => Promise<void>)[] {
  return Array.from({ length: CARDS }, () => () => ask(served.requestOf(served.any())));
}

function bareCards(origin: string): (() => Promise<void>)[] {
  return Array.from({ length: CARDS }, () => () => {
    const { externalUserId, userId } = big.any();
    return ask({ origin, path: `/card?customer=${externalUserId}&member=${userId}`, method: 'GET' });
  });
}

async function ask(request: Parameters<Agent['request']>[0]): Promise<void> {
  const { statusCode, body } = await agent.request(request);
  await body.dump();
  if (statusCode !== 200) throw new Error(`${request.path} was answered with ${statusCode}`);
}

/** @returns of each minute the median of the process's memory, in bytes */
async function loadFor(wanted: number): Promise<number[]> {
  const ofMinutes: number[] = [];
  while (ofMinutes.length < wanted) {
    const samples: number[] = [];
    const until = performance.now() + MINUTE_MS;
    while (performance.now() < until) {
      await measure(cardsOf(big), AT_A_TIME);
      samples.push(big.api.memory());
    }
    ofMinutes.push(median(samples));
  }
  return ofMinutes;
}

function megabytes(bytes: number): string {
  return (bytes / 2 ** 20).toFixed(0);
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
