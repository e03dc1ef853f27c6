import { DataSource, type DataSourceOptions } from 'typeorm';
import { SetupError } from '../platform/errors/setup-error.js';

/** @throws SetupError naming the variable when the database can't be opened as it is set up, and why; never the url */
export async function openDataSource(options: DataSourceOptions): Promise<DataSource> {
  const variable = options.type === 'mysql' ? 'MYSQL_URL' : 'SQLITE_FILE';
  try {
    return await new DataSource(options).initialize();
  } catch (error) {
    throw new SetupError([
      `environment variable ${variable}: the database can't be opened (${codeOf(error)})`,
    ]);
  }
}

function codeOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown cause';
}
