import { randomBytes, randomInt } from 'node:crypto';
import type { AppScope } from '@sidecard/contracts';
import { getApp, sealLetter, type Letter } from '@sidecard/simulator';
import { createPool } from 'mysql2/promise';
import { Agent } from 'undici';
import { v7 as timeSortedId } from 'uuid';
import { editedXml } from '../../test/support/letters.js';
import { medians } from '../said.js';
import { apps, type Ground } from './ground.js';
import { measure, type Measured } from './load.js';

const AT_A_TIME = 64;
const LETTERS = 8_000;
/** One in so many is a repetition. */
const REPEATED = 10;
const ROUNDS = 5;

/** Medians of the rounds. */
export interface Sustained {
  /** Of requests that ask for nothing: what HTTP alone costs here. */
  empty: Measured;
  /** Of events that are kept and lead to nothing: what acknowledging costs by itself. */
  kept: Measured;
  /** Of edits, while both processes ask about them; the platform they ask is on the same machine. */
  handled: Measured;
  /** Over as many connections as there were requests under way. */
  inserted: Measured;
  /** Over one connection, each after the other. */
  insertedOneByOne: Measured;
}

/**
 * Acknowledgements of sealed events, a tenth of them told twice and in no order; and in turn with them rows of the same
 * size, each inserted by itself.
 */
export async function sustain(ground: Ground): Promise<Sustained> {
  // Node's own clients would cost as much as what is measured.
  const agent = new Agent({ connections: AT_A_TIME / ground.processes.length });
  const pool = createPool({ uri: ground.databaseUrl, connectionLimit: AT_A_TIME });
  await pool.query('CREATE TABLE bench_rows LIKE callback_events');
  const acknowledge = (letters: Letter[]) =>
    measure(
      shuffled(letters).map((letter, n) => () => post(agent, ground.originOf(n), letter)),
      AT_A_TIME,
    );
  const empty: Measured[] = [];
  const kept: Measured[] = [];
  const handled: Measured[] = [];
  const inserted: Measured[] = [];
  const oneByOne: Measured[] = [];
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      inserted.push(await measure(inserts(pool), AT_A_TIME));
      oneByOne.push(await measure(inserts(pool).slice(0, LETTERS / 4), 1));
      empty.push(await measure(emptyRequests(ground, agent), AT_A_TIME));
      kept.push(await acknowledge(lettersOf(ground, { ChangeType: 'something_new', Round: String(round) })));
      handled.push(await acknowledge(lettersOf(ground, { Round: String(round) })));
      await ground.drained();
    }
  } finally {
    await agent.close();
    await pool.query('DROP TABLE bench_rows');
    await pool.end();
  }
  return {
    empty: medians(empty),
    kept: medians(kept),
    handled: medians(handled),
    inserted: medians(inserted),
    insertedOneByOne: medians(oneByOne),
  };
}

function emptyRequests(ground: Ground, agent: Agent): (() => Promise<void>)[] {
  return Array.from({ length: LETTERS }, (_, n) => async () => {
    const { body } = await agent.request({ origin: ground.originOf(n), path: '/health/live', method: 'GET' });
    await body.dump();
  });
}

async function post(agent: Agent, origin: string, { url, body }: Letter): Promise<void> {
  const { pathname, search } = new URL(url);
  const headers = { 'content-type': 'text/xml' };
  const answer = await agent.request({ origin, path: pathname + search, method: 'POST', headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`a genuine event was answered with ${answer.statusCode}`);
}

/** The very rows that events become, each inserted by itself. */
function inserts(pool: ReturnType<typeof createPool>): (() => Promise<void>)[] {
  const { corpId, agentId } = appOf(0);
  const now = Date.now();
  const message = editedXml({ corpId, agentId }, Math.floor(now / 1000), {
    ExternalUserID: 'wm'.padEnd(32, 'x'),
  });
  const row = {
    corp_id: corpId,
    agent_id: agentId,
    subject: `customer:${'wm'.padEnd(32, 'x')}`,
    kind: 'contact.edited',
    happened_at: now,
    message,
    received_at: now,
    state: 'kept',
    attempts: 0,
    next_attempt_at: now,
  };
  const columns = [...Object.keys(row), 'event_id', 'arrival'];
  const statement = `INSERT INTO bench_rows (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;
  return Array.from({ length: LETTERS }, () => async () => {
    await pool.execute(statement, [...Object.values(row), randomBytes(32).toString('hex'), timeSortedId()]);
  });
}

/** Edits of all customers in turn. What the member has edited is what it was: only the telling counts. */
function lettersOf({ corp }: Ground, fields: Record<string, string>): Letter[] {
  const edited = [...corp.customers].flatMap(({ externalUserId, relations }) =>
    relations.filter(({ deletedBy }) => !deletedBy).map(({ userId }) => ({ externalUserId, userId })),
  );
  const now = Math.floor(Date.now() / 1000);
  const letters: Letter[] = [];
  for (let n = 0; letters.length < LETTERS; n += 1) {
    const app = appOf(n);
    const { callback } = getApp(corp, app.agentId);
    const one = edited[n % edited.length];
    if (!callback || !one) throw new Error('there is nobody to tell of anything');
    const xml = editedXml(app, now, {
      UserID: one.userId,
      ExternalUserID: one.externalUserId,
      N: String(n),
      ...fields,
    });
    const times = n % (REPEATED - 1) === 0 ? 2 : 1;
    for (let time = 0; time < times && letters.length < LETTERS; time += 1)
      letters.push(
        sealLetter(
          { ...app, settings: callback },
          { xml, ofTheApp: false },
          {
            timestamp: String(now),
            nonce: String(randomInt(2 ** 31)),
            random: randomBytes(16),
          },
        ),
      );
  }
  return letters;
}

function appOf(n: number): AppScope {
  const app = apps[n % apps.length];
  if (!app) throw new Error('no app is declared');
  return app;
}

function shuffled<Entry>(entries: Entry[]): Entry[] {
  return entries
    .map((entry) => ({ entry, place: Math.random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ entry }) => entry);
}
