import type { DataSource, DataSourceOptions } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { dataSourceOptions } from '../database/data-source.js';
import { openDataSource } from '../database/open-data-source.js';

/** Opens the configured database for one command, and closes it whatever happens. */
export async function withDatabase<Result>(
  config: AppConfig,
  entities: NonNullable<DataSourceOptions['entities']>,
  work: (dataSource: DataSource) => Promise<Result>,
): Promise<Result> {
  const dataSource = await openDataSource({ ...dataSourceOptions(config.database), entities });
  try {
    return await work(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
