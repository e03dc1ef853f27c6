import type { DataSource } from 'typeorm';
import * as z from 'zod';
import type { AppConfig } from '../../config/app-config.js';
import { dataSourceOptions } from '../../database/data-source.js';
import { openDataSource } from '../../database/open-data-source.js';
import { SetupError } from '../../platform/errors/setup-error.js';
import { carryOut } from '../carry-out.js';
import { fine, server, type Finding, type Said } from '../finding.js';

/** Whether the database is there, keeps what people write, and is of this version. On a connection of its own: it only reads. */
export async function databaseFindings(database: AppConfig['database']): Promise<Finding[]> {
  const opened = await open(database);
  try {
    return await carryOut(server, [
      { step: 'database', needs: [], run: () => opened.said },
      { step: 'database_charset', needs: ['database'], run: () => charset(opened.dataSource) },
      { step: 'migrations', needs: ['database'], run: () => migrations(opened.dataSource) },
    ]);
  } finally {
    await opened.dataSource?.destroy();
  }
}

interface Opened {
  said: Said;
  dataSource: DataSource | null;
}

async function open(database: AppConfig['database']): Promise<Opened> {
  try {
    const dataSource = await openDataSource(dataSourceOptions(database));
    return { said: await timeZone(dataSource), dataSource };
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    return { said: { code: 'database_no_answer', facts: { cause: error.message } }, dataSource: null };
  }
}

const zoneSchema = z.tuple([z.object({ zone: z.string() })]);

/** Its time zone is told, and nothing depends on it: every time is stored in ms since 1970. */
async function timeZone(dataSource: DataSource): Promise<Said> {
  if (dataSource.options.type !== 'mysql') return fine;
  const rows: unknown = await dataSource.query(
    `SELECT IF(@@session.time_zone = 'SYSTEM', @@system_time_zone, @@session.time_zone) AS zone`,
  );
  const [{ zone }] = zoneSchema.parse(rows);
  return { code: 'database_fine', facts: { timeZone: zone } };
}

const tablesSchema = z.array(z.object({ name: z.string() }));

/** Our tables are those that name the corp; what else is in the database is nobody's business here. */
async function charset(dataSource: DataSource | null): Promise<Said> {
  if (dataSource?.options.type !== 'mysql') return fine;
  const rows: unknown = await dataSource.query(
    `SELECT DISTINCT of_text.table_name AS name FROM information_schema.columns of_text
     JOIN information_schema.columns corp
       ON corp.table_schema = of_text.table_schema AND corp.table_name = of_text.table_name AND corp.column_name = 'corp_id'
     WHERE of_text.table_schema = DATABASE() AND of_text.character_set_name <> 'utf8mb4'
     ORDER BY name`,
  );
  const tables = tablesSchema.parse(rows).map(({ name }) => name);
  return tables.length === 0 ? fine : { code: 'database_charset', facts: { tables: tables.join(', ') } };
}

async function migrations(dataSource: DataSource | null): Promise<Said> {
  if (!dataSource) return fine;
  const done = new Set(await migrationsDone(dataSource));
  const pending = dataSource.migrations.filter(
    (migration) => !done.has(migration.name ?? migration.constructor.name),
  );
  return pending.length === 0
    ? fine
    : { code: 'migrations_pending', facts: { count: String(pending.length) } };
}

/** TypeORM itself would make the table in which it looks. */
async function migrationsDone(dataSource: DataSource): Promise<string[]> {
  const table = dataSource.options.migrationsTableName ?? 'migrations';
  const runner = dataSource.createQueryRunner();
  try {
    if (!(await runner.hasTable(table))) return [];
    const rows: unknown = await runner.query(`SELECT name FROM ${table}`);
    return tablesSchema.parse(rows).map(({ name }) => name);
  } finally {
    await runner.release();
  }
}
