import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { fillCrm } from './own-crm/filled-crm.js';
import { lookAround, type Round } from './own-crm/looks.js';
import { goOut, type Asked } from './own-crm/outage.js';
import { aim, bar, conclude, describe, median, medians, print } from './said.js';

/**
 * What we promise of a CRM that a company has: how fast cards come from a large one, beside the same SELECTs through mysql2 and
 * beside a small one; and that nothing but its own part is missing while it is away. `pnpm bench/own-crm` provides the server.
 */
const OF_BARE = 0.6;
const OF_SMALL = 0.9;
const HEALED_MS = 5_000;
/** As the mapping has it, and what everything else of a card may take on a busy machine. */
const DEADLINE_MS = 1_000 + 1_000;

const { values } = parseArgs({
  options: {
    customers: { type: 'string', default: '1000000' },
    'outage-seconds': { type: 'string', default: '60' },
  },
});
const customers = Number(values.customers);
const outageSeconds = Number(values['outage-seconds']);
const { TEST_MYSQL_URL } = process.env;
if (!TEST_MYSQL_URL || !process.send) throw new Error('run it with `pnpm bench/own-crm`');

const begun = performance.now();
const big = await fillCrm(TEST_MYSQL_URL, customers);
const small = await fillCrm(TEST_MYSQL_URL, 10_000);
print(
  `${customers} customers and ${customers * 5} orders beside 10000 and 50000, made in ${seconds(performance.now() - begun)} s`,
);
const rounds = await lookAround(big, small);
const told = (what: keyof Round) => describe(medians(rounds.map((round) => round[what])));
print('cards asked of the port, 4 at a time; medians of the rounds');
print(`    ${told('looks')}`);
print(`    the same SELECTs through mysql2: ${told('bare')}`);
print(`    of 10000 customers: ${told('small')}`);
const ofBare = median(rounds.map(({ looks, bare }) => looks.perSecond / bare.perSecond));
const ofSmall = median(rounds.map(({ looks, small: few }) => looks.perSecond / few.perSecond));
aim(`${ofBare.toFixed(2)} of mysql2's throughput`, `at least ${OF_BARE}`, ofBare >= OF_BARE);
aim(`${ofSmall.toFixed(2)} of 10000 customers'`, `at least ${OF_SMALL}`, ofSmall >= OF_SMALL);
await Promise.all([big.database.drop(), small.database.drop()]);

const { during, others, healedMs } = await goOut(
  TEST_MYSQL_URL,
  { off: () => database('off'), on: () => database('on') },
  outageSeconds,
);
print(`the CRM's database stopped for ${outageSeconds} s, cards over HTTP all along, 8 at a time`);
print(`    before and after: ${describeAsked(others)}`);
print(`    meanwhile: ${describeAsked(during)}`);
const asked = [...others, ...during];
const late = asked.filter(({ status, tookMs }) => status !== 200 || tookMs > DEADLINE_MS);
bar(
  `${late.length} of ${asked.length} cards refused or late`,
  `0 beyond ${DEADLINE_MS} ms`,
  late.length === 0,
);
const withIt = during.filter(({ crm }) => crm !== 'unavailable').length;
bar(`${withIt} of ${during.length} with the CRM's part meanwhile`, '0', during.length > 0 && withIt === 0);
bar(
  `full again ${seconds(healedMs)} s after its return`,
  `within ${HEALED_MS / 1000} s`,
  healedMs <= HEALED_MS,
);
conclude();
process.disconnect();

/** By whoever has started it. */
async function database(what: 'off' | 'on'): Promise<void> {
  const done = once(process, 'message');
  process.send?.(what);
  await done;
}

function describeAsked(cards: Asked[]): string {
  const sorted = cards.map(({ tookMs }) => tookMs).toSorted((one, other) => one - other);
  const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? Number.NaN).toFixed(0);
  return `${cards.length} cards, p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, the slowest ${at(1)} ms`;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(1);
}
