import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { MappedCrm } from '../../src/crm/company/mapped/mapped-crm.js';
import { createLogger } from '../../src/platform/logger.js';
import { ManualClock } from '../support/manual-clock.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { sought } from './contract.js';
import { declared } from './mapping.js';
import { MysqlTap } from './mysql-tap.js';

const CORP = 'wwmapped';
const START = Date.parse('2026-03-10T04:00:00Z');
const SINCE = { code: 'CRM_UNAVAILABLE', details: { since: '2026-03-10T04:00:00.000Z' } };

let company: CompanyDatabase;
let tap: MysqlTap;
let clock: ManualClock;
let crm: MappedCrm;
let started: MappedCrm[];
let log: { level: number; msg: string; why?: string }[];

beforeEach(async () => {
  company = await createCompanyDatabase([
    'CREATE TABLE customers (id INT PRIMARY KEY, wx VARCHAR(64), name VARCHAR(40), KEY (wx))',
    "INSERT INTO customers VALUES (1, 'wmOne', '林晓雨')",
  ]);
  tap = await MysqlTap.before(company.url);
  clock = new ManualClock(START);
  // The breaker rests by the time of day.
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now());
  log = [];
  started = [];
  begin(10_000);
});

afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(started.map((one) => one.close()));
  await tap.close();
  await company.dispose();
});

/** @param timeoutMs what a test really waits, wherever nothing answers */
function begin(timeoutMs: number): void {
  const logger = createLogger('info', { write: (line) => log.push(JSON.parse(line)) });
  const declaration = declared(tap.url, YAML, `timeoutMs: ${timeoutMs}\npoolSize: 5`);
  crm = new MappedCrm(CORP, declaration, clock, logger);
  started.push(crm);
}

const look = () => crm.look(sought(CORP, 'wmOne'));

async function failUntilItRests(): Promise<void> {
  for (let time = 0; time < 3; time += 1) await expect(look()).rejects.toMatchObject(SINCE);
}

/** Within five seconds: two rests. */
async function expectHealed(): Promise<void> {
  clock.advance({ seconds: 2 });
  const first = await look().catch(() => null);
  clock.advance({ seconds: 2 });
  expect(first ?? (await look())).toMatchObject({ state: 'found' });
}

describe("while the company's database", () => {
  it.each(['refusing', 'silent'] as const)('is %s, nobody waits, and it heals by itself', async (passage) => {
    if (passage === 'silent') begin(2_000);
    expect(await look()).toMatchObject({ state: 'found' });
    tap.turn(passage);
    await failUntilItRests();

    // At rest: nothing is asked, and everybody is told at once since when.
    clock.advance({ seconds: 0.5 });
    const asked = tap.arrivals;
    await Promise.all(Array.from({ length: 50 }, () => expect(look()).rejects.toMatchObject(SINCE)));
    expect(tap.arrivals).toBe(asked);

    // One asks for all; the others do not even wait for that one.
    clock.advance({ seconds: 0.5 });
    const probe = look();
    let isAsking = true;
    probe.catch(() => (isAsking = false));
    await Promise.all(Array.from({ length: 50 }, () => expect(look()).rejects.toMatchObject(SINCE)));
    expect(tap.arrivals - asked).toBeLessThanOrEqual(1);
    if (passage === 'silent') expect(isAsking).toBe(true);
    await expect(probe).rejects.toMatchObject(SINCE);

    tap.turn('open');
    await expect(look()).rejects.toMatchObject(SINCE);
    await expectHealed();
    expect(await look()).toMatchObject({ state: 'found' });
    expect(log.map(({ msg }) => msg).at(-1)).toBe('the CRM answers again');
  });

  it.each(['refusing', 'silent'] as const)(
    'is %s from the start, the API is there all the same',
    async (passage) => {
      if (passage === 'silent') begin(2_000);
      tap.turn(passage);
      await failUntilItRests();
      tap.turn('open');
      clock.advance({ seconds: 2 });
      expect(await look()).toMatchObject({ state: 'found' });
    },
  );

  it('falls silent, the connections that it has left hanging are not used again', async () => {
    begin(2_000);
    await Promise.all(Array.from({ length: 5 }, look));
    tap.turn('silent');
    await failUntilItRests();
    tap.turn('open');
    await expectHealed();
  });

  it('is too slow, it is left alone, and the server ends what nobody waits for', async () => {
    begin(2_000);
    expect(await look()).toMatchObject({ state: 'found' });
    await company.run('LOCK TABLES customers WRITE');
    await failUntilItRests();
    await company.run('UNLOCK TABLES');
    await expectHealed();
  });

  it('has another schema than the mapping says, the log says so once', async () => {
    expect(await look()).toMatchObject({ state: 'found' });
    await company.run('ALTER TABLE customers CHANGE wx weixin VARCHAR(64)');
    await failUntilItRests();
    const errors = log.filter(({ level }) => level >= 50);
    expect(errors).toHaveLength(1);
    expect(errors[0]?.why).toContain("'t.wx'");
    await company.run('ALTER TABLE customers CHANGE weixin wx VARCHAR(64)');
    await expectHealed();
  });

  it.each(['refusing', 'silent'] as const)('is %s, the API can stop all the same', async (passage) => {
    begin(2_000);
    await look();
    const looks = Array.from({ length: 5 }, look);
    tap.turn(passage);
    await expect(crm.close()).resolves.toBeUndefined();
    await Promise.allSettled(looks);
  });

  it('answers, more are served than it has connections', async () => {
    const looks = await Promise.all(Array.from({ length: 60 }, look));
    expect(looks.every(({ state }) => state === 'found')).toBe(true);
    expect(tap.arrivals).toBeLessThanOrEqual(5);
  });

  it('answers, no connection could write or be busy for longer than is waited', async () => {
    await Promise.all(Array.from({ length: 5 }, look));
    const said = (text: string) => tap.texts.filter((one) => one === text).length;
    expect(said('SET SESSION TRANSACTION READ ONLY')).toBe(tap.arrivals);
    expect(said('SET SESSION max_statement_time = 10')).toBe(tap.arrivals);
  });
});

const YAML = `
customer:
  table: customers
  key: id
  name: name
  match: { externalUserId: wx }
`;
