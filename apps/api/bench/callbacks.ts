import { once } from 'node:events';
import { Ground } from './callbacks/ground.js';
import { storm } from './callbacks/storm.js';
import { sustain } from './callbacks/sustained.js';
import { judge } from './callbacks/verdict.js';
import { aim, bar, conclude, describe, print } from './said.js';

/**
 * What we promise of callbacks: how fast events are acknowledged, beside plain inserts in the same run; and that nothing
 * is lost or done twice while processes are killed and the database is restarted. `pnpm bench/callbacks` provides the servers.
 */
const RATIO = 0.6;
const P99_MS = 200;

const { TEST_MYSQL_URL, TEST_REDIS_URL } = process.env;
if (!TEST_MYSQL_URL || !TEST_REDIS_URL || !process.send)
  throw new Error('run it with `pnpm bench/callbacks`');

const ground = await Ground.prepare(TEST_MYSQL_URL, TEST_REDIS_URL);
try {
  const { sustained, warmingUp } = await sustain(ground);
  const { bare, empty, kept, handled, inserted, insertedOneByOne } = sustained;
  const ratio = kept.perSecond / inserted.perSecond;
  print('acknowledgements by two processes; medians of the rounds');
  print(
    `    while all of it warms up: ${warmingUp.kept.perSecond.toFixed(0)} a second, beside ${warmingUp.inserted.perSecond.toFixed(0)} single-row inserts`,
  );
  print(`    ${describe(kept)}`);
  print(`    while what is told is handled: ${describe(handled)}`);
  print(`    empty answers by the same two processes: ${describe(empty)}`);
  print(`    a bare handler of each by itself, by two processes: ${describe(bare)}`);
  print(`    the limit, single-row inserts through mysql2: ${describe(inserted)}`);
  print(`    the same over one connection: ${describe(insertedOneByOne)}`);
  aim(`${ratio.toFixed(2)} of the limit`, `at least ${RATIO}`, ratio >= RATIO);
  print(
    `    ${(kept.perSecond / bare.perSecond).toFixed(2)} of the bare handler’s, which is ${(bare.perSecond / inserted.perSecond).toFixed(2)} of the limit`,
  );
  aim(`p99 ${handled.p99.toFixed(0)} ms while it is handled`, `under ${P99_MS} ms`, handled.p99 < P99_MS);

  const since = Date.now();
  const {
    attempts,
    givenUp,
    happenings,
    kills,
    restarts,
    told: events,
  } = await storm(ground, restartDatabase);
  const dead = await ground.drained();
  const { differing, lost, twice } = await judge(ground, events, since);
  print(
    `a storm: ${happenings} happenings, ${events.length} events in ${attempts} requests, doubled and shuffled`,
  );
  print(`    ${kills} processes killed, the database restarted ${restarts} times, ${seconds(since)} s`);
  bar(`${givenUp} given up by the platform, ${dead} dead letters`, '0, 0', givenUp + dead === 0);
  bar(`${lost.length} lost, ${twice.length} shown twice`, '0, 0', lost.length + twice.length === 0);
  bar(`${differing.length} differences between the CRM and the world`, 'none', differing.length === 0);
  for (const one of [...lost, ...twice, ...differing].slice(0, 20)) print(`        ${one}`);
  for (const one of ground.processes)
    for (const [message, times] of one.errors()) print(`    logged ${times} times: ${message}`);
} finally {
  await ground.close();
}
conclude();
process.disconnect();

/** By whoever has started it. */
async function restartDatabase(): Promise<void> {
  const restarted = once(process, 'message');
  process.send?.('restart');
  await restarted;
}

function seconds(since: number): string {
  return ((Date.now() - since) / 1000).toFixed(0);
}
