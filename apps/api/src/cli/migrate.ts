import 'reflect-metadata';
import { loadConfig } from '../config/load-config.js';
import { dataSourceOptions } from '../database/data-source.js';
import { openDataSource } from '../database/open-data-source.js';
import { run } from './run.js';

/** Brings the database to this version. A database that is there already is left alone. */
await run(async () => {
  const dataSource = await openDataSource(dataSourceOptions(loadConfig(process.env).database));
  const done = await dataSource.runMigrations({ transaction: 'each' });
  await dataSource.destroy();
  process.stdout.write(`database ready, ${done.length} migrations run\n`);
});
