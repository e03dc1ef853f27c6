import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setImmediate } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiPaths, WEB_VIEW_HEADER } from '@sidecard/contracts';
import { createSimulator, type Simulator } from '@sidecard/simulator';
import * as z from 'zod';
import { createStorage, type Storage } from './support/storage.js';
import { loggedIn } from './support/web-view.js';

/** Tests are compiled by swc and production by tsc: here the product of tsc runs as ops run it. */
const CORP = 'wwspruce0a1b2c3d4e';
const OPS_TOKEN = 'the-ops-token-of-the-tests';
const dist = fileURLToPath(new URL('../dist', import.meta.url));
const run = promisify(execFile);

let storage: Storage;
let simulator: Simulator;
let folder: string;
let env: NodeJS.ProcessEnv;
let api: ChildProcess | undefined;
let url: string;
let opsUrl: string;
beforeAll(async () => {
  if (!existsSync(`${dist}/main.js`)) throw new Error('the API is not built: run `pnpm build`');
  storage = await createStorage();
  simulator = await createSimulator();
  folder = mkdtempSync(join(tmpdir(), 'sidecard-compiled-'));
  mkdirSync(join(folder, 'sidebar/assets'), { recursive: true });
  writeFileSync(join(folder, 'sidebar/index.html'), '<!doctype html><script>window.early = 1;</script>');
  const file = join(folder, 'sidecard.yaml');
  writeFileSync(file, configuration());
  env = {
    PATH: process.env['PATH'],
    SIDECARD_CONFIG: file,
    PORT: '0',
    SIDEBAR_FILES: join(folder, 'sidebar'),
    WECOM_API_BASE_URL: simulator.url,
    WECOM_OAUTH_BASE_URL: simulator.url,
    SECRET: 'spruce-sales-secret-for-the-simulator-only',
    CACHE_NAMESPACE: storage.cache.namespace,
    LEAVING_SECONDS: '2',
    OPS_PORT: '0',
    OPS_TOKEN,
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

  it('says in a line that SIDEBAR_FILES holds no page', async () => {
    await expect(
      run('node', [`${dist}/cli/page-headers.js`], { env: { ...env, SIDEBAR_FILES: folder } }),
    ).rejects.toMatchObject({
      code: 1,
      stderr: `environment variable SIDEBAR_FILES: there is no ${folder}/index.html\n`,
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
    const headers = { authorization: `Bearer ${OPS_TOKEN}` };
    expect(await (await fetch(`${opsUrl}/metrics`, { headers })).text()).toContain(
      '\nnodejs_eventloop_lag_p99',
    );

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

  it('exports and erases one customer by a command beside it, when the id is typed once more', async () => {
    const customer = ['--corp', CORP, '--contact', 'wmXuJing'];
    const personalData = (...args: string[]) =>
      run('node', [`${dist}/cli/personal-data.js`, ...args, ...customer], { env });
    const webView = await loggedIn(reachable());
    await webView.addFollowUp('wmXuJing', '只和她谈过的事');
    const out = join(folder, 'exported.json');

    expect((await personalData('export', '--out', out)).stdout).toBe('');
    const { follow_ups: followUps } = JSON.parse(readFileSync(out, 'utf8')).tables;
    expect(followUps).toMatchObject([{ note: '只和她谈过的事' }]);
    expect(statSync(out).mode & 0o777).toBe(0o600);

    const mistyped = personalData('erase');
    mistyped.child.stdin?.end('wmXuJin\n');
    await expect(mistyped).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/that is not the same id: nothing has been erased\n$/),
    });
    expect((await webView.card('wmXuJing')).body.followUps).toHaveLength(1);
    const typed = personalData('erase');
    typed.child.stdin?.end('wmXuJing\n');
    expect((await typed).stdout).toMatch(/^follow_ups {2}1$[^]*^erased$/m);
    expect((await webView.card('wmXuJing')).body.code).toBe('CUSTOMER_NOT_FOUND');
  });

  it.each([
    ['audit-log', ['--corp', 'ww'], /^usage: audit-log/],
    ['personal-data', ['--corp', CORP, '--contact', 'wmXuJing'], /^usage: personal-data/],
    ['audit-log', ['--corp', 'ww', '--member', 'a'], /^no corp ww is declared\n$/],
    ['audit-log', ['--who'], /^Unknown option '--who'/],
    ['sessions', ['--corp', CORP], /^usage: sessions revoke/],
    [
      'sessions',
      ['revoke', '--corp', CORP, '--agent', '1'],
      /^no app 1 of wwspruce0a1b2c3d4e is declared\n$/,
    ],
    ['sessions', ['revoke', '--corp', CORP, '--member', ''], /^--member is empty\nusage: sessions revoke/],
    ['events', ['replay', '--corp', CORP, '--event', ''], /^--event is empty\nusage: events/],
    ['webhooks', ['--corp', CORP, '--message', 'a b'], /^--message is no message id\nusage: webhooks/],
    ['wecom-changes', ['--corp', CORP, '--change', 'a b'], /^--change is no change id\nusage: wecom-changes/],
    ['sync', ['--corp', ''], /^--corp is empty\nusage: sync/],
    ['config', [], /^usage: config check/],
    ['config', ['preview', '--corp', CORP], /^usage: config check/],
    ['page-headers', ['apache'], /^not understood: apache\nusage: page-headers/],
  ] as const)('says in a line how %s %j is meant', async (name, args, said) => {
    await expect(run('node', [`${dist}/cli/${name}.js`, ...args], { env })).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(said),
    });
  });

  it('reads its YAML anew on SIGHUP and when the file has changed; one with flaws is named by line and not used', async () => {
    const file = env['SIDECARD_CONFIG'] ?? '';
    const webView = await loggedIn(reachable());
    const headers = { authorization: `Bearer ${OPS_TOKEN}` };
    const used = async () => {
      const said = await (await fetch(`${opsUrl}/health/config`, { headers })).json();
      return z
        .object({ loadedAt: z.string(), refused: z.object({ flaws: z.array(z.string()) }).nullable() })
        .parse(said);
    };
    const { loadedAt } = await used();
    const until = async (isSo: (now: Awaited<ReturnType<typeof used>>) => boolean) => {
      while (!isSo(await used())) await setImmediate();
    };

    writeFileSync(file, configuration().replace('agentId: 1000002', 'agentId: none'));
    api?.kill('SIGHUP');
    await until(({ refused }) => refused !== null);
    expect((await used()).refused?.flaws).toEqual([
      `${file}:6 corps[0].apps[0].agentId: Invalid input: expected number, received string`,
    ]);
    expect((await webView.bootstrap()).status).toBe(200);

    writeFileSync(file, configuration().replace('客户名片', '换了名字'));
    await until((now) => now.refused === null && now.loadedAt > loadedAt);
    expect((await webView.bootstrap()).body.app.name).toBe('换了名字');
  });

  it('says what may stand in the YAML, as docs/sidecard.schema.json does', async () => {
    const { stdout } = await run('node', [`${dist}/cli/config.js`, 'schema'], { env: {} });
    const kept = new URL('../../../docs/sidecard.schema.json', import.meta.url);
    expect(stdout).toBe(readFileSync(kept, 'utf8'));
  });

  it('says which headers the page is served with, so that any web server can serve it', async () => {
    const { stdout } = await run('node', [`${dist}/cli/page-headers.js`], { env });
    const page = await fetch(`${url}/s/${CORP}/1000002`, { headers: { 'x-forwarded-proto': 'https' } });
    const served = [...page.headers].filter(
      ([name]) =>
        !['connection', 'content-length', 'content-type', 'date', 'keep-alive', 'x-request-id'].includes(
          name,
        ),
    );

    expect(stdout.trim().split('\n').toSorted()).toEqual(
      served.map(([name, value]) => `${name}: ${value}`).toSorted(),
    );
    expect(stdout).toMatch(
      /^content-security-policy: default-src 'none'; script-src 'self' 'sha256-[^;]+'; /m,
    );

    const nginx = await run('node', [`${dist}/cli/page-headers.js`, '--nginx'], { env });
    expect(nginx.stdout).toContain('add_header strict-transport-security "max-age=31536000" always;\n');
    expect(nginx.stdout.trim().split('\n')).toHaveLength(served.length);
  });

  it('has ended nobody’s session by what it did not understand', async () => {
    const webView = await loggedIn(reachable());
    const revoke = run('node', [`${dist}/cli/sessions.js`, 'revoke', '--corp', CORP, '--member', '*'], {
      env,
    });
    await expect(revoke).rejects.toMatchObject({ code: 1 });

    expect((await webView.bootstrap()).status).toBe(200);
  });

  it.each([
    'audit-log',
    'config',
    'sessions',
    'events',
    'webhooks',
    'wecom-changes',
    'sync',
    'page-headers',
    'openapi',
    'doctor',
    'personal-data',
  ])('says how %s is meant, without a set-up, to whoever asks', async (name) => {
    const { stdout, stderr } = await run('node', [`${dist}/cli/${name}.js`, '--help'], { env: {} });
    expect(stdout).toMatch(new RegExp(`^usage: ${name}\\s`));
    expect(stderr).toBe('');
  });

  it('leaves when it is asked to: says so first, answers who still comes, and lets pages move on', async () => {
    if (!api) throw new Error('the API has not been started');
    const webView = await loggedIn(reachable());
    const live = await fetch(url + apiPaths.live('wmLinXiaoyu'), {
      headers: { cookie: await webView.jar.getCookieString(url), [WEB_VIEW_HEADER]: webView.mark },
    });
    const left = once(api, 'exit');

    api.kill('SIGTERM');
    const isReady = async () => (await fetch(`${url}/health/ready`)).ok;
    while (await isReady()) await setImmediate();
    const late = await fetch(`${url}/health/live`);
    const told = await (await fetch(`${opsUrl}/health/ready`)).json();

    expect(late.status).toBe(200);
    expect(late.headers.get('connection')).toBe('close');
    expect(told).toMatchObject({ code: 'NOT_READY', details: { waitingFor: ['another process'] } });
    expect((await webView.card('wmLinXiaoyu')).status).toBe(200);
    expect(await live.text()).toContain(': here');
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
      const said: { msg?: string; url?: string; opsUrl?: string } = JSON.parse(line);
      if (said.msg !== 'listening' || !said.url) return;
      opsUrl = said.opsUrl ?? '';
      resolve(said.url);
    });
    started.once('exit', (code) => reject(new Error(`the API has left with ${code}`)));
  });
}
