import { createPool } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import type { Look, SoughtCustomer } from '../../src/crm/company/company-crm.js';
import { readCharsets } from '../../src/crm/company/mapped/charsets.js';
import { compile } from '../../src/crm/company/mapped/compile.js';
import { crmDataSourceOptions } from '../../src/crm/company/mapped/crm-data-source.js';
import { MappedCrm } from '../../src/crm/company/mapped/mapped-crm.js';
import { parametersOf } from '../../src/crm/company/mapped/sql/fragment.js';
import { toSought } from '../../src/crm/company/mapped/sql/sought.js';
import { createLogger } from '../../src/platform/logger.js';
import { measure, type Measured } from '../callbacks/load.js';
import { anyCustomer, phoneOf, type FilledCrm } from './filled-crm.js';

const CORP = 'wwbench';
const AT_A_TIME = 4;
const LOOKS = 2_000;
const ROUNDS = 7;

/** Of one round. */
export interface Round {
  /** What a card asks of the port: the customer, a list and its months. */
  looks: Measured;
  /** The very same SELECTs, prepared, with the same parameters, through mysql2 and nothing else. */
  bare: Measured;
  /** Looks at the small CRM. */
  small: Measured;
}

/** Somebody else each time: nothing is to be had from what was asked before. */
export async function lookAround(big: FilledCrm, small: FilledCrm): Promise<Round[]> {
  const [bigCrm, smallCrm] = [big, small].map(
    ({ declaration }) => new MappedCrm(CORP, declaration, Date, createLogger('warn')),
  );
  const bare = await bareLooks(big);
  const rounds: Round[] = [];
  try {
    const lookAt = (crm: MappedCrm | undefined, filled: FilledCrm) => measure(looks(crm, filled), AT_A_TIME);
    await Promise.all([lookAt(bigCrm, big), lookAt(smallCrm, small)]);
    await measure(bare.tasks(), AT_A_TIME);
    while (rounds.length < ROUNDS)
      rounds.push({
        looks: await lookAt(bigCrm, big),
        bare: await measure(bare.tasks(), AT_A_TIME),
        small: await lookAt(smallCrm, small),
      });
  } finally {
    await Promise.all([bigCrm?.close(), smallCrm?.close(), bare.end()]);
  }
  return rounds;
}

function looks(crm: MappedCrm | undefined, filled: FilledCrm): (() => Promise<void>)[] {
  return Array.from({ length: LOOKS }, () => async () => {
    const customer = anyCustomer(filled);
    const look = await crm?.look(sought(customer));
    if (!look || keyOf(look) !== String(customer)) throw new Error(`customer ${customer} was not found`);
  });
}

async function bareLooks(filled: FilledCrm) {
  const { mapping, databaseUrl } = filled.declaration;
  const dataSource = await new DataSource(crmDataSourceOptions(filled.declaration)).initialize();
  const { customer, lists } = compile(mapping, await readCharsets(dataSource, mapping));
  await dataSource.destroy();
  const pool = createPool({
    uri: databaseUrl,
    connectionLimit: mapping.database.poolSize,
    dateStrings: true,
  });
  const tasks = () =>
    Array.from({ length: LOOKS }, () => async () => {
      const asked = { ...toSought(sought(anyCustomer(filled))), now: Date.now() };
      await Promise.all(
        [customer.look, ...lists.map(({ rows }) => rows)].map((statement) =>
          pool.execute({ sql: statement.text, values: parametersOf(statement, asked), rowsAsArray: true }),
        ),
      );
    });
  return { tasks, end: () => pool.end() };
}

function keyOf(look: Look): string | null {
  return look.state === 'found' ? look.record.key : null;
}

function sought(customer: number): SoughtCustomer {
  return {
    corpId: CORP,
    externalUserId: 'wmNobody',
    unionId: null,
    phones: [phoneOf(customer)],
    names: [],
    companies: [],
    link: null,
  };
}
