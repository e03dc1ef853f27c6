import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '@sidecard/simulator';
import { createStorage, type Storage } from './support/storage.js';
import { loggedIn } from './support/web-view.js';

/** Tests are compiled by swc and production by tsc: here the product of tsc runs as ops run it. */
const CORP = 'wwspruce0a1b2c3d4e';
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const run = promisify(execFile);

let storage: Storage;
let simulator: Simulator;
let folder: string;
let env: NodeJS.ProcessEnv;
let api: ChildProcess | undefined;
let url: string;
beforeAll(async () => {
  if (!existsSync(`${dist}/main.js`)) throw new Error('the API is not built: run `pnpm build`');
  storage = await createStorage();
  simulator = await createSimulator();
  folder = mkdtempSync(join(tmpdir(), 'sidecard-compiled-'));
  const file = join(folder, 'sidecard.yaml');
  writeFileSync(file, configuration());
  env = {
    PATH: process.env['PATH'],
    SIDECARD_CONFIG: file,
    PORT: '0',
    WECOM_API_BASE_URL: simulator.url,
    WECOM_OAUTH_BASE_URL: simulator.url,
    SECRET: 'spruce-sales-secret-for-the-simulator-only',
    CACHE_NAMESPACE: storage.cache.namespace,
    ...(storage.database.kind === 'mysql'
      ? { MYSQL_URL: storage.database.url }
      : { SQLITE_FILE: storage.database.file }),
    ...(storage.cache.kind === 'redis' ? { REDIS_URL: storage.cache.url } : {}),
  };
});
afterAll(async () => {
  api?.kill('SIGKILL');
  await simulator.close();
  await storage.dispose();
  rmSync(folder, { recursive: true });
});

describe('the compiled API', () => {
  it('refuses to start on a database that is behind, in one line', async () => {
    await expect(run('node', [`${dist}/main.js`], { env })).rejects.toMatchObject({
      code: 1,
      stderr: 'the database is behind this version: run the migrate command first\n',
    });
  });

  it.each([
    ['MYSQL_URL', 'mysql://root:s3kret@127.0.0.1:1/sidecard', 'ECONNREFUSED'],
    ['SQLITE_FILE', '/dev/null/s3kret/sidecard.sqlite', 'ENOTDIR'],
  ])('says in a line that %s leads to no database', async (variable, value, code) => {
    const { MYSQL_URL: _mysql, ...embedded } = env;
    for (const program of ['main', 'cli/migrate'])
      await expect(
        run('node', [`${dist}/${program}.js`], { env: { ...embedded, [variable]: value } }),
      ).rejects.toMatchObject({
        code: 1,
        stderr: `environment variable ${variable}: the database can't be opened (${code})\n`,
      });
  });

  it('migrates once, and finds nothing to do the second time', async () => {
    const migrate = () => run('node', [`${dist}/cli/migrate.js`], { env });
    expect((await migrate()).stdout).toMatch(/^database ready, [1-9]\d* migrations run\n$/);
    expect((await migrate()).stdout).toBe('database ready, 0 migrations run\n');
  });

  it('logs a member in and shows a card', async () => {
    const apiUrl = await start();
    expect((await fetch(`${apiUrl}/health/ready`)).status).toBe(200);

    url = apiUrl;
    const webView = await loggedIn(reachable());
    expect((await webView.bootstrap()).body.member.name).toBe('张伟');
    expect((await webView.card('wmLinXiaoyu')).body.name).toBe('林小雨');
  });

  it('tells who saw what, and ends sessions, by commands beside it', async () => {
    const command = (name: string, ...args: string[]) =>
      run('node', [`${dist}/cli/${name}.js`, ...args], { env });
    const corp = CORP;
    const webView = await loggedIn(reachable());
    await webView.card('wmHuangLi');
    await webView.revealPhones('wmHuangLi');

    const read = await command(
      'audit-log',
      '--corp',
      corp,
      '--customer',
      'wmHuangLi',
      '--member',
      'ZhangWei',
    );
    expect(read.stdout).toMatch(
      /^\S+Z {2}1000002 {2}zhangwei {2}phones_revealed {2}wmHuangLi {2}own {2}[\w-]{36}\n\S+Z {2}1000002 {2}zhangwei {2}card_viewed {2}wmHuangLi {2}own {2}[\w-]{36}\n$/,
    );
    const json = await command('audit-log', '--corp', corp, '--member', 'zhangwei', '--count', '1', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject({ corpId: corp, action: 'phones_revealed' });

    expect((await webView.bootstrap()).status).toBe(200);
    const ended = await command('sessions', 'revoke', '--corp', corp, '--member', 'ZhangWei');
    expect(ended.stdout).toBe(`sessions of zhangwei ended in ${corp}/1000002\n`);
    expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });

  it.each([
    ['audit-log', [], /^--corp is missing\nusage: audit-log --corp/],
    ['audit-log', ['--corp', 'ww'], /^usage: audit-log/],
    ['audit-log', ['--corp', 'ww', '--member', 'a', '--days', 'x'], /^--days is no number\nusage: audit-log/],
    ['audit-log', ['--corp', 'ww', '--customer', 'a b'], /^--customer is no external user id\n/],
    ['audit-log', ['--corp', 'ww', '--member', 'a'], /^no corp ww is declared\n$/],
    ['audit-log', ['--who'], /^Unknown option '--who'/],
    ['sessions', ['revoke'], /^--corp is missing\nusage: sessions revoke/],
    ['sessions', ['end', '--corp', CORP], /^not understood: end\nusage: sessions revoke/],
    ['sessions', ['--corp', CORP], /^usage: sessions revoke/],
    ['sessions', ['revoke', '--corp', 'wwnobody'], /^no corp wwnobody is declared\n$/],
    [
      'sessions',
      ['revoke', '--corp', CORP, '--agent', '1'],
      /^no app 1 of wwspruce0a1b2c3d4e is declared\n$/,
    ],
    ['sessions', ['revoke', '--corp', CORP, '--agent', ''], /^--agent is empty\n/],
    ['sessions', ['revoke', '--corp', CORP, '--member', ''], /^--member is empty\n/],
    ['sessions', ['revoke', '--corp', CORP, '--member='], /^--member is empty\n/],
    ['sessions', ['revoke', '--corp', CORP, '--member', ' '], /^--member is not a user id\n/],
    ['sessions', ['revoke', '--corp', CORP, '--member', '*'], /^--member is not a user id\n/],
    [
      'sessions',
      ['revoke', '--corp', CORP, '--member', 'a', '--member', 'b'],
      /^--member is given more than once\n/,
    ],
    ['sessions', ['revoke', 'zhangwei', '--corp', CORP], /^not understood: revoke zhangwei\n/],
    ['events', ['replay', '--corp', CORP, '--event', ''], /^--event is empty\nusage: events/],
    ['events', ['--corp', CORP, '--count', '0'], /^--count is less than 1\n/],
    ['events', ['empty', '--corp', CORP], /^not understood: empty\nusage: events/],
    ['sync', ['--corp', ''], /^--corp is empty\nusage: sync/],
    ['sync', ['now', '--corp', CORP], /^not understood: now\nusage: sync/],
    ['sync', ['--corp', CORP, '--agent', 'all'], /^--agent is no agent id\n/],
  ] as const)('says in a line how %s %j is meant', async (name, args, said) => {
    await expect(run('node', [`${dist}/cli/${name}.js`, ...args], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(said),
    });
  });

  it('has ended nobody’s session by what it did not understand', async () => {
    const revoked = await loggedIn(reachable());
    for (const member of ['', ' ', '*'])
      await expect(
        run('node', [`${dist}/cli/sessions.js`, 'revoke', '--corp', CORP, '--member', member], { env }),
      ).rejects.toMatchObject({ code: 1 });

    expect((await revoked.bootstrap()).status).toBe(200);
  });

  it.each(['audit-log', 'sessions', 'events', 'sync'])(
    'says how %s is meant, without a set-up, to whoever asks',
    async (name) => {
      for (const option of ['--help', '-h']) {
        const { stdout, stderr } = await run('node', [`${dist}/cli/${name}.js`, option], { env: {} });
        expect(stdout).toMatch(new RegExp(`^usage: ${name} `));
        expect(stderr).toBe('');
      }
    },
  );

  it('leaves when it is asked to', async () => {
    if (!api) throw new Error('the API has not been started');
    const left = once(api, 'exit');
    api.kill('SIGTERM');
    expect(await left).toEqual([0, null]);
  });
});

function reachable() {
  return { simulator, origin: simulator.webViewOrigin, apiUrl: url };
}

function configuration(): string {
  return `publicOrigin: ${simulator.webViewOrigin}
corps:
  - corpId: ${CORP}
    name: 云杉净水
    apps:
      - { agentId: 1000002, name: 客户名片, secret: { env: SECRET } }
`;
}

/** Runs the API. @returns where it says that it listens */
async function start(): Promise<string> {
  const started = spawn('node', [`${dist}/main.js`], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  api = started;
  return new Promise((resolve, reject) => {
    createInterface({ input: started.stdout }).on('line', (line) => {
      const said: { msg?: string; url?: string } = JSON.parse(line);
      if (said.msg === 'listening' && said.url) resolve(said.url);
    });
    started.once('exit', (code) => reject(new Error(`the API has left with ${code}`)));
  });
}
