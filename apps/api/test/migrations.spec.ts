import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { dataSourceOptions } from '../src/database/data-source.js';
import { openDataSource } from '../src/database/open-data-source.js';
import { createStorage, type Storage } from './support/storage.js';

/** Nothing older was ever anybody's: from this one on a migration runs under processes of the version before. */
const LAST_OF_ITS_TIME = 'CardLayouts1764700400000';

const { migrations: ofAll } = dataSourceOptions({ kind: 'sqlite', file: '' });
if (!Array.isArray(ofAll)) throw new Error('the migrations are a list');
const all = ofAll.filter((migration) => typeof migration === 'function');
const later = all.slice(all.findIndex(({ name }) => name === LAST_OF_ITS_TIME) + 1);

let storage: Storage;
beforeAll(async () => {
  storage = await createStorage();
});
afterAll(() => storage.dispose());

/** On the database as these migrations have left it. */
async function migrated<Result>(
  migrations: typeof all,
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const dataSource = await openDataSource({ ...dataSourceOptions(storage.database), migrations });
  try {
    await dataSource.runMigrations({ transaction: 'each' });
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}

const columnsSql = {
  sqlite: `SELECT tables.name AS t, columns.name AS c, columns.type AS k FROM sqlite_master AS tables
    JOIN pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' ORDER BY t, columns.cid`,
  mysql: `SELECT table_name AS t, column_name AS c, data_type AS k FROM information_schema.columns
    WHERE table_schema = DATABASE() ORDER BY t, ordinal_position`,
};

/** What a program that knows this schema writes and reads: tables with their columns and the kinds of these. */
type Schema = Map<string, { name: string; kind: string }[]>;

async function schemaOf(dataSource: DataSource): Promise<Schema> {
  const rows: { t: string; c: string; k: string }[] = await dataSource.query(
    columnsSql[storage.database.kind],
  );
  const schema: Schema = new Map();
  for (const { t: table, c: name, k: kind } of rows)
    if (table !== 'migrations') schema.set(table, [...(schema.get(table) ?? []), { name, kind }]);
  return schema;
}

/** A whole row in every table. @param n one digit: another one is another row */
async function writeAll(dataSource: DataSource, schema: Schema, n: number): Promise<void> {
  for (const [table, columns] of schema) {
    const values = columns.map(({ kind }) => (kind === 'bigint' ? n : `r${n}`));
    const names = columns.map(({ name }) => name).join(', ');
    await dataSource.query(
      `INSERT INTO ${table} (${names}) VALUES (${columns.map(() => '?').join(', ')})`,
      values,
    );
  }
}

/** What it wrote, as it reads that. */
async function readAll(dataSource: DataSource, schema: Schema, n: number): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [table, columns] of schema) {
    const names = columns.map(({ name }) => name).join(', ');
    const rows = await dataSource.query(`SELECT ${names} FROM ${table} WHERE corp_id = ?`, [`r${n}`]);
    found[table] = JSON.stringify(rows);
  }
  return found;
}

describe('a migration under a process of the version before', () => {
  it('is there to be tried', () => {
    expect(later.length).toBeGreaterThan(0);
    expect(all.map(({ name }) => name)).toContain(LAST_OF_ITS_TIME);
  });

  it.each(later.map((migration) => [migration.name, all.indexOf(migration)] as const))(
    '%s leaves it all it writes and reads',
    async (_name, index) => {
      const n = later.findIndex((migration) => migration === all[index]) * 2 + 1;
      const [schema, before] = await migrated(all.slice(0, index), async (dataSource) => {
        const known = await schemaOf(dataSource);
        await writeAll(dataSource, known, n);
        return [known, await readAll(dataSource, known, n)] as const;
      });
      await migrated(all.slice(0, index + 1), async (dataSource) => {
        expect(await readAll(dataSource, schema, n)).toEqual(before);
        await writeAll(dataSource, schema, n + 1);
        expect(Object.values(await readAll(dataSource, schema, n + 1))).not.toContain('[]');
      });
    },
  );
});
