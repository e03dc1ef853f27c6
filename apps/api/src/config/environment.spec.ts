import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { SetupError } from '../platform/errors/setup-error.js';
import { loadConfig } from './load-config.js';

const EXAMPLE = new URL('../../../../docs/sidecard.example.yaml', import.meta.url).pathname;

/** What is said about one variable, in an environment that is otherwise as the example needs it. */
function saidOf(variable: string, value: string): string {
  try {
    loadConfig({ SIDECARD_CONFIG: EXAMPLE, [variable]: value });
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
  return '';
}

describe('a variable that is wrong is named, and nothing of its value is said', () => {
  it.each([
    ['REDIS_URL', 'http://:s3kret@host:6379'],
    ['REDIS_URL', 'redis://:s3kret@ho st'],
    ['REDIS_URL', 'redis://:s3kret@host/abc'],
    ['REDIS_URL', 'redis://:s3k%ret@host'],
    ['REDIS_URL', 'redis://s3kret/more@host:6379'],
    ['REDIS_URL', 'redis://s3kret?more@host:6379'],
    ['REDIS_URL', 'redis://s3kret#more@host:6379'],
    ['REDIS_URL', 'redis:s3kret'],
    ['REDIS_URL', 's3kret'],
    ['MYSQL_URL', 'postgres://root:s3kret@host/sidecard'],
    ['MYSQL_URL', 'mysql://root:s3k%ret@host/sidecard'],
    ['MYSQL_URL', 'mysql://root:s3kret@host'],
    ['MYSQL_URL', 'mysql://root:s3kret@host:99999/sidecard'],
    ['MYSQL_URL', 'mysql://root:12/s3kret@host/sidecard'],
    ['MYSQL_URL', 'mysql://root:12#s3kret@host/sidecard'],
    ['TRUSTED_PROXIES', 'loopback, s3kret'],
    ['TRUSTED_PROXIES', '10.0.0.0/33'],
    ['TRUSTED_PROXIES', '10.0.0.0/8/8'],
    ['TRUSTED_PROXIES', '10.0.0.0/0'],
    ['OPS_TOKEN', 's3kret'],
    ['BACKGROUND_WORK', 's3kret'],
    ['CACHE_NAMESPACE', 's3kret:'],
    ['FRAMED_BY', 's3kret'],
    ['WECOM_API_BASE_URL', 'https://root:s3kret@'],
    ['WECOM_OAUTH_BASE_URL', 'ftp://s3kret'],
    ['LIMIT_ADDRESS', 's3kret'],
    ['PORT', 's3kret'],
    ['LEAVING_SECONDS', 's3kret'],
    ['LOG_LEVEL', 's3kret'],
  ])('%s=%s', (variable, value) => {
    const [first, ...more] = saidOf(variable, value).split('\n');

    expect(first).toMatch(new RegExp(`^environment variable ${variable}\\b`));
    expect([first, ...more].join()).not.toMatch(/s3k/);
  });

  it.each([
    ['REDIS_URL', 'redis://host'],
    ['REDIS_URL', 'rediss://user:p%40ss@host:6380/2'],
    ['MYSQL_URL', 'mysql://root@127.0.0.1:3306/sidecard'],
    ['MYSQL_URL', 'mysql://user:p%40ss@host/side-card_1'],
    ['TRUSTED_PROXIES', 'loopback, 10.0.0.0/8,fd00::/8, 192.168.1.1'],
  ])('%s=%s is taken', (variable, value) => {
    expect(saidOf(variable, value)).not.toContain(variable);
  });

  it('or is in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'sidecard-secrets-'));
    const file = join(folder, 'mysql-url');
    writeFileSync(file, 'mysql://root:s3kret@host\n');

    const wrong = saidOf('MYSQL_URL_FILE', file);
    writeFileSync(file, 'mysql://root:s3kret@host/sidecard\n');
    const right = saidOf('MYSQL_URL_FILE', file);
    rmSync(folder, { recursive: true });

    expect(wrong).toMatch(/^environment variable MYSQL_URL\b/);
    expect(right).not.toContain('MYSQL_URL');
    expect(saidOf('MYSQL_URL_FILE', file)).toBe(
      'environment variable MYSQL_URL_FILE: there is no such file that can be read',
    );
    expect(wrong + right).not.toContain('s3k');
  });
});
