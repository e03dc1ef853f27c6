import { randomBytes, randomInt } from 'node:crypto';
import type { AppScope } from '@sidecard/contracts';
import { getApp, sealLetter, type Letter } from '@sidecard/simulator';
import { createPool } from 'mysql2/promise';
import { Agent, type Dispatcher } from 'undici';
import { callbackSecrets } from '../../test/support/called-back.js';
import { editedXml } from '../../test/support/letters.js';
import { BareProcess } from '../bare-process.js';
import { medians } from '../said.js';
import { apps, type Ground } from './ground.js';
import { measure, type Measured } from './load.js';
import { INSERT_PLAINLY, PLAIN_ROWS, plainRow } from './plain-rows.js';

const AT_A_TIME = 64;
const LETTERS = 8_000;
/** One in so many is a repetition. */
const REPEATED = 10;
const ROUNDS = 7;
/**
 * Rounds before those: programs are not compiled yet, and a database whose buffer pool and redo log have never been full
 * takes single rows up to twice as quickly as it does from then on.
 */
const WARMING_UP = 3;

export interface Round {
  /** Of requests that ask for nothing: what HTTP alone costs here. */
  empty: Measured;
  /** Of events that are kept and lead to nothing: what acknowledging costs by itself. */
  kept: Measured;
  /** Of edits, while both processes ask about them; the platform they ask is on the same machine. */
  handled: Measured;
  /** Over as many connections as there were requests under way. */
  inserted: Measured;
  /** Of the same events by two processes of `bare-receiver.ts`. */
  bare: Measured;
  /** Over one connection, each after the other. */
  insertedOneByOne: Measured;
}

/**
 * Acknowledgements of sealed events, a tenth of them told twice and in no order; and in turn with them rows of the same
 * size, each inserted by itself.
 * @returns medians of the rounds
 */
export async function sustain(ground: Ground): Promise<{ sustained: Round; warmingUp: Round }> {
  // Node's own clients would cost as much as what is measured.
  const agent = new Agent({ connections: AT_A_TIME / ground.processes.length });
  const pool = createPool({ uri: ground.databaseUrl, connectionLimit: AT_A_TIME });
  await pool.query(`CREATE TABLE ${PLAIN_ROWS} LIKE callback_events`);
  const bares = await Promise.all(ground.processes.map(() => startBare(ground)));
  const acknowledge = (letters: Letter[], originOf: (n: number) => string) =>
    measure(
      shuffled(letters)
        .map((letter, n) => requestOf(originOf(n), letter))
        .map((request) => () => post(agent, request)),
      AT_A_TIME,
    );
  const byUs = (n: number) => ground.originOf(n);
  const byBare = (n: number) => bares[n % bares.length]?.origin ?? '';
  const rounds: Round[] = [];
  try {
    for (let n = 0; n < WARMING_UP + ROUNDS; n += 1) {
      const unknown = { ChangeType: 'something_new', Round: String(n) };
      rounds.push({
        inserted: await measure(inserts(pool), AT_A_TIME),
        insertedOneByOne: await measure(inserts(pool).slice(0, LETTERS / 4), 1),
        empty: await measure(emptyRequests(ground, agent), AT_A_TIME),
        kept: await acknowledge(lettersOf(ground, unknown), byUs),
        bare: await acknowledge(lettersOf(ground, unknown), byBare),
        handled: await acknowledge(lettersOf(ground, { Round: String(n) }), byUs),
      });
      await ground.drained();
    }
  } finally {
    await agent.close();
    await Promise.all(bares.map((one) => one.stop()));
    await pool.query(`DROP TABLE ${PLAIN_ROWS}`);
    await pool.end();
  }
  return {
    sustained: mediansOf(rounds.slice(WARMING_UP)),
    warmingUp: mediansOf(rounds.slice(0, WARMING_UP)),
  };
}

/** Each figure by itself. */
function mediansOf(rounds: Round[]): Round {
  const of = (what: keyof Round) => medians(rounds.map((round) => round[what]));
  return {
    empty: of('empty'),
    kept: of('kept'),
    handled: of('handled'),
    bare: of('bare'),
    inserted: of('inserted'),
    insertedOneByOne: of('insertedOneByOne'),
  };
}

function startBare({ databaseUrl, processes }: Ground): Promise<BareProcess> {
  const secrets = Object.fromEntries(apps.map((app) => [app.agentId, callbackSecrets(app)]));
  return BareProcess.start(new URL('bare-receiver.ts', import.meta.url), {
    DATABASE_URL: databaseUrl,
    CONNECTIONS: String(AT_A_TIME / processes.length),
    SECRETS: JSON.stringify(secrets),
  });
}

function emptyRequests(ground: Ground, agent: Agent): (() => Promise<void>)[] {
  return Array.from({ length: LETTERS }, (_, n) => async () => {
    const { body } = await agent.request({ origin: ground.originOf(n), path: '/health/live', method: 'GET' });
    await body.dump();
  });
}

/** Made before anything is measured. */
function requestOf(origin: string, { url, body }: Letter): Dispatcher.RequestOptions {
  const { pathname, search } = new URL(url);
  return { origin, path: pathname + search, method: 'POST', headers: { 'content-type': 'text/xml' }, body };
}

async function post(agent: Agent, request: Dispatcher.RequestOptions): Promise<void> {
  const { statusCode, body } = await agent.request(request);
  await body.dump();
  if (statusCode !== 200) throw new Error(`a genuine event was answered with ${statusCode}`);
}

function inserts(pool: ReturnType<typeof createPool>): (() => Promise<void>)[] {
  const app = appOf(0);
  const message = editedXml(app, Math.floor(Date.now() / 1000), { ExternalUserID: 'wm'.padEnd(32, 'x') });
  return Array.from({ length: LETTERS }, () => async () => {
    await pool.execute(INSERT_PLAINLY, plainRow(app, message, randomBytes(32).toString('hex')));
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
            nonce: String(randomInt(2 ** 47)),
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
