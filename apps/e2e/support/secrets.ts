import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, type APIRequestContext, type Frame } from '@playwright/test';
import { Secrets } from '@sidecard/testing/secrets';

/**
 * What has been secret up to now.
 * @param request of a journey beside the simulator, which is asked for all of its own
 * @param more cookies, say
 */
export async function secretsUpToNow(request: APIRequestContext, more: string[]): Promise<Secrets> {
  const secrets: string[] = await (await request.get('/control/secrets')).json();
  // Apps' secrets and callback keys, and what a login and a card have taken at the least.
  expect(secrets.length).toBeGreaterThan(12);
  return new Secrets([...secrets, ...more]);
}

/** What a page has put where it outlives it. */
export function keptByPage(frame: Frame): Promise<string> {
  return frame.evaluate(async () =>
    JSON.stringify([
      Object.entries(localStorage),
      Object.entries(sessionStorage),
      document.cookie,
      await indexedDB.databases(),
      await caches.keys(),
    ]),
  );
}

/** The folder in which MySQL keeps our tables. */
export async function databaseOf(folder: string): Promise<string> {
  const folders = await readdir(folder, { recursive: true });
  const database = folders.find((name) => name.endsWith('/data/sidecard'));
  if (!database) throw new Error('MySQL keeps no tables of ours');
  return join(folder, database);
}
