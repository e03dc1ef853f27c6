import { createClient } from 'redis';
import { Failure } from '../failure.js';
import { findProgram } from './find-program.js';
import { nothingToStop, startPrivately, type PrivateService, type Provided } from './service.js';

const STANDARD = 'redis://127.0.0.1:6379';

/** Redis: as told, else on its standard port, else a private one from the program on this machine. */
export async function provideRedis(told: string | undefined): Promise<Provided> {
  if (told) {
    if (!(await isUsable(told))) throw new Failure('TEST_REDIS_URL leads to no Redis.');
    return { found: true, value: told, stop: nothingToStop };
  }
  if (await isUsable(STANDARD)) return { found: true, value: STANDARD, stop: nothingToStop };

  const own = await startRedisPrivately();
  return own ? { found: true, value: own.url, stop: own.stop } : missingRedis;
}

export const missingRedis = {
  found: false,
  name: 'REDIS',
  command: 'sudo apt-get install -y redis-server',
} as const;

/**
 * A server that nobody else uses. Null when there is no program for it on this machine.
 * @param isKept whether what it knows outlives it
 */
export async function startRedisPrivately(
  isKept = false,
): Promise<(PrivateService & { url: string }) | null> {
  const server = findProgram('redis-server', 'valkey-server');
  if (!server) return null;
  const service = await startPrivately('Redis', server, (folder, freePort) =>
    `--port ${freePort} --bind 127.0.0.1 --dir ${folder} --save  --appendonly ${isKept ? 'yes' : 'no'}`.split(
      ' ',
    ),
  );
  return { ...service, url: `redis://127.0.0.1:${service.port}` };
}

async function isUsable(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { connectTimeout: 3_000, reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.ping();
    await client.disconnect();
    return true;
  } catch {
    return false;
  }
}
