import { CACHE_MANAGER, type Cache } from '@nestjs/cache-manager';
import { CacheableMemory } from 'cacheable';
import { createClient } from 'redis';
import { CREDENTIAL_STORE } from '../../src/wecom/credentials/credential-store.js';
import type { System } from './system.js';

const primaryKeys = {
  sqlite: `SELECT tables.name AS t, columns.name AS c FROM sqlite_master AS tables
    JOIN pragma_table_info(tables.name) AS columns
    WHERE tables.type = 'table' AND columns.pk > 0 ORDER BY t, columns.pk`,
  mysql: `SELECT table_name AS t, column_name AS c FROM information_schema.key_column_usage
    WHERE table_schema = DATABASE() AND constraint_name = 'PRIMARY' ORDER BY t, ordinal_position`,
};

/** Every table but TypeORM's own, with the columns of its primary key in their order. */
export async function primaryKeysOf(system: System): Promise<Map<string, string[]>> {
  const rows: { t: string; c: string }[] = await system.database.query(
    primaryKeys[system.config.database.kind],
  );
  const keys = new Map<string, string[]>();
  for (const { t: table, c: column } of rows) keys.set(table, [...(keys.get(table) ?? []), column]);
  keys.delete('migrations');
  return new Map([...keys].toSorted(([a], [b]) => a.localeCompare(b)));
}

/** How many rows each table holds. */
export async function countRows(system: System): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const table of (await primaryKeysOf(system)).keys()) {
    const [row] = await system.database.query(`SELECT COUNT(*) AS n FROM ${table}`);
    counts[table] = Number(row.n);
  }
  return counts;
}

/** Every key of the cache and of the credentials, without the namespace of this test. */
export async function cacheKeysOf(system: System): Promise<string[]> {
  const { cache } = system.config;
  const prefix = `${cache.namespace}:`;
  return (await rawKeys(system))
    .filter((key) => key.startsWith(prefix))
    .map((key) => key.slice(prefix.length));
}

async function rawKeys(system: System): Promise<string[]> {
  const { cache } = system.config;
  if (cache.kind === 'redis') {
    const redis = createClient({ url: cache.url });
    await redis.connect();
    const keys = await redis.keys(`${cache.namespace}:*`);
    await redis.quit();
    return keys;
  }
  const [keyv] = system.app.get<Cache>(CACHE_MANAGER).stores;
  const memory: unknown = keyv?.store;
  if (!(memory instanceof CacheableMemory)) throw new Error('the in-process cache is not what it was');
  const credentials: Map<string, unknown> = Reflect.get(
    system.app.get(CREDENTIAL_STORE, { strict: false }),
    'entries',
  );
  return [...memory.keys, ...[...credentials.keys()].map((key) => `${cache.namespace}:{wecom:${key}}:value`)];
}
