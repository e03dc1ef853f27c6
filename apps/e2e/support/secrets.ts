import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { expect, type APIRequestContext, type Frame } from '@playwright/test';
import { execa } from 'execa';

/** Where tokens, tickets and sessions belong: what Redis keeps for all processes. */
const KEPT_BY_REDIS = '--exclude-dir=appendonlydir';
/** Where customers' phone numbers belong: what MySQL keeps. No secret does. */
const KEPT_BY_MYSQL = '--exclude-dir=data';

const PHONE = /(?<![\w-])1[3-9]\d{9}(?![\w-])/g;
const phoneForGrep = '(^|[^[:alnum:]_-])1[3-9][0-9]{9}([^[:alnum:]_-]|$)';

/** What must be written down nowhere: the platform's secrets, tokens, tickets and codes up to now, what else is given, and anybody's phone number. */
export class Secrets {
  private constructor(private readonly known: string[]) {}

  /**
   * @param request of a journey beside the simulator, which is asked for all of its own
   * @param more cookies, say
   */
  static async of(request: APIRequestContext, more: string[]): Promise<Secrets> {
    const secrets: string[] = await (await request.get('/control/secrets')).json();
    // Apps' secrets and callback keys, and what a login and a card have taken at the least.
    expect(secrets.length).toBeGreaterThan(12);
    const known = [...new Set([...secrets, ...more])];
    expect(known.filter((secret) => secret.length < 12)).toEqual([]);
    return new Secrets(known);
  }

  /** Says what is in a text, but not which. */
  foundIn(text: string): string[] {
    return [
      ...this.known.filter((secret) => text.includes(secret)).map(() => 'a secret'),
      ...[...text.matchAll(PHONE)].map(() => 'a phone number'),
    ];
  }

  /** Looks into every file below a folder, whoever has written it. */
  async foundInFiles(folder: string): Promise<string[]> {
    const secrets = await filesWith(folder, ['-F', '-f', '-', KEPT_BY_REDIS], this.known.join('\n'));
    const phones = await filesWith(folder, ['-E', '-e', phoneForGrep, KEPT_BY_REDIS, KEPT_BY_MYSQL]);
    return [
      ...secrets.map((file) => `a secret in ${file}`),
      ...phones.map((file) => `a phone number in ${file}`),
    ];
  }
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

/** @throws Error when grep has not looked, which is not the same as finding nothing */
async function filesWith(folder: string, args: string[], input = ''): Promise<string[]> {
  const { stdout, stderr, exitCode } = await execa('grep', ['-r', '-l', '-a', ...args, folder], {
    input,
    reject: false,
    env: { LC_ALL: 'C' },
  });
  // 2 with files found: another one has gone while it was looked at.
  if (exitCode !== 0 && exitCode !== 1 && !stdout) throw new Error(`grep: ${stderr}`);
  return stdout
    .split('\n')
    .filter(Boolean)
    .map((file) => relative(folder, file))
    .toSorted();
}
