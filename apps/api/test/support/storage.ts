import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { createConnection } from 'mysql2/promise';
import type { AppConfig } from '../../src/config/app-config.js';

declare const testStorage: 'embedded' | 'servers';

/** A database and a cache of this test's own, thrown away afterwards. */
export interface Storage {
  database: AppConfig['database'];
  cache: AppConfig['cache'];
  dispose(): Promise<void>;
}

/** On what the Jest project says: SQLite and the in-process cache, or MySQL and Redis. */
export async function createStorage(): Promise<Storage> {
  const name = `sidecard_test_${randomBytes(6).toString('hex')}`;
  return testStorage === 'embedded' ? embedded(name) : servers(name);
}

async function embedded(name: string): Promise<Storage> {
  const folder = await mkdtemp(join(tmpdir(), 'sidecard-test-'));
  return {
    database: { kind: 'sqlite', file: join(folder, 'test.sqlite') },
    cache: { kind: 'memory', namespace: name },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

async function servers(name: string): Promise<Storage> {
  const mysqlUrl = new URL(required('TEST_MYSQL_URL'));
  const redisUrl = required('TEST_REDIS_URL');
  const admin = await createConnection(mysqlUrl.href);
  // Made without utf8mb4 on purpose: the migrations must state their charset themselves.
  await admin.query(`CREATE DATABASE ${name} CHARACTER SET latin1`);
  const url = new URL(mysqlUrl);
  url.pathname = `/${name}`;
  return {
    database: { kind: 'mysql', url: url.href },
    cache: { kind: 'redis', namespace: name, url: redisUrl },
    dispose: async () => {
      await admin.query(`DROP DATABASE ${name}`);
      await admin.end();
      const redis = createClient({ url: redisUrl });
      await redis.connect();
      const keys = await redis.keys(`${name}:*`);
      if (keys.length > 0) await redis.del(keys);
      await redis.quit();
    },
  };
}

/** A server where databases can be made: the company's own CRM is on one, whatever Sidecard's own database is on. */
export function requiredMysql(): string {
  return required('TEST_MYSQL_URL');
}

function required(variable: string): string {
  const value = process.env[variable];
  if (!value) throw new Error(`${variable} is not set; \`pnpm test\` sets it`);
  return value;
}
