import { createServer, type Server } from 'node:net';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { execa } from 'execa';
import { demoSecrets } from '../src/demo-programs.js';
import { paths } from '../src/paths.js';
import { freePorts } from '../src/ports.js';

/** The commands a newcomer types, run as real processes. */

/** Each test starts real processes. */
jest.setTimeout(60_000);

let data: string;
let first: number;
let running: ReturnType<typeof spawn>[];
beforeEach(async () => {
  data = mkdtempSync(join(tmpdir(), 'sidecard-commands-'));
  first = await freePorts(3);
  running = [];
});
afterEach(async () => {
  for (const child of running) child.kill('SIGKILL');
  await Promise.all(running);
  rmSync(data, { recursive: true, force: true });
});

function spawn(name: string, env: Record<string, string>) {
  return execa('node', ['--import', 'tsx', `apps/launcher/src/${name}.ts`], {
    cwd: paths.root,
    env,
    reject: false,
  });
}

function command(name: 'demo' | 'start', env: Record<string, string> = {}) {
  // execa kills whoever takes longer than 5 s to stop.
  const child = spawn(name, { DEMO_PORT: String(first), DEMO_DATA: data, LEAVING_SECONDS: '0', ...env });
  running.push(child);
  return child;
}

function says(child: ReturnType<typeof command>, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += String(chunk);
      if (said.includes(`${line}\n`)) resolve();
    });
    void child.then(({ stderr }) => reject(new Error(`"${line}" was never said: ${stderr}`)));
  });
}

async function isListening(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/`).then(
    () => true,
    () => false,
  );
}

async function nothingListens(): Promise<boolean> {
  const answers = await Promise.all([first, first + 1, first + 2].map((port) => isListening(port)));
  return answers.every((answer) => !answer);
}

/** Asks again until it is so, or for ten seconds. */
async function eventually(question: () => Promise<boolean>): Promise<boolean> {
  const deadline = Date.now() + 10_000;
  while (!(await question())) {
    if (Date.now() > deadline) return false;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return true;
}

/** The children of a process, by what they run. */
function childOf(parent: number, program: string): number {
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    const status = `/proc/${pid}/status`;
    if (!existsSync(status)) continue;
    const isChild = readFileSync(status, 'utf8').includes(`\nPPid:\t${parent}\n`);
    if (isChild && readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(program)) return Number(pid);
  }
  throw new Error(`${parent} runs no ${program}`);
}

describe('demo', () => {
  const ready = () => `Sidecard demo ready: http://127.0.0.1:${first}/`;

  it('starts, says where, and leaves nothing behind at Ctrl-C', async () => {
    const demo = command('demo');
    await says(demo, ready());
    expect(await isListening(first)).toBe(true);

    demo.kill('SIGINT');

    expect((await demo).exitCode).toBe(0);
    expect(await nothingListens()).toBe(true);
  });

  it('leaves nothing behind even when it is killed without a chance to clean up', async () => {
    const demo = command('demo');
    await says(demo, ready());

    demo.kill('SIGKILL');

    await demo;
    await expect(eventually(nothingListens)).resolves.toBe(true);
  });

  it('leaves nothing behind when whoever stands between us and the person is ended alone', async () => {
    // As `npx` → pnpm → shell → launcher: the outermost passes no signal on.
    const inner = `sh -c "node --import tsx apps/launcher/src/demo.ts; true"; true`;
    const npx = execa('sh', ['-c', inner], {
      cwd: paths.root,
      env: { DEMO_PORT: String(first), DEMO_DATA: data },
      reject: false,
      cleanup: false,
    });
    void npx.catch(() => null);
    await eventually(() => isListening(first));

    npx.kill('SIGTERM');

    await expect(eventually(nothingListens)).resolves.toBe(true);
  });

  it('rebuilds nothing that has not changed, and keeps the data', async () => {
    const once = command('demo');
    await says(once, ready());
    once.kill('SIGINT');
    await once;
    const built = statSync(paths.apiMain).mtimeMs;
    const database = statSync(join(data, 'demo.sqlite')).ino;

    const again = command('demo');
    await says(again, ready());
    again.kill('SIGINT');
    await again;

    expect(statSync(paths.apiMain).mtimeMs).toBe(built);
    expect(statSync(join(data, 'demo.sqlite')).ino).toBe(database);
  });

  it.each([0, 1, 2])(
    'says in one line which port is taken (the first + %i), and starts nothing',
    async (offset) => {
      const blocker = await listenOn(first + offset);

      const { exitCode, stderr } = await command('demo');
      await new Promise((resolve) => blocker.close(resolve));

      expect(exitCode).toBe(1);
      expect(stderr).toBe(
        `Port ${first + offset} is taken. Stop what is using it, or choose other ports: DEMO_PORT=4700`,
      );
      expect(await nothingListens()).toBe(true);
    },
  );

  it('says in one line that DEMO_PORT is no port', async () => {
    const { exitCode, stderr } = await command('demo', { DEMO_PORT: 'soon' });

    expect({ exitCode, stderr }).toEqual({
      exitCode: 1,
      stderr: 'DEMO_PORT is soon; it must be a port number from 1024 to 65500.',
    });
  });

  it.each([5060, 6664])('says at once that browsers refuse a port: %i', async (port) => {
    const { exitCode, stderr } = await command('demo', { DEMO_PORT: String(port) });

    expect(exitCode).toBe(1);
    expect(stderr).toMatch(/^Browsers open no page on port \d+\. Choose another: DEMO_PORT=4700$/);
  });

  it.each([
    ['apps/api/dist/main.js', 'The API'],
    ['apps/simulator/dist/main.js', 'The simulator'],
  ])('stops altogether when a child fails: %s', async (program, name) => {
    const demo = command('demo');
    await says(demo, ready());

    process.kill(childOf(demo.pid ?? 0, program), 'SIGKILL');

    const { exitCode, stderr } = await demo;
    expect(exitCode).toBe(1);
    expect(stderr).toBe(`${name} has stopped by itself (SIGKILL).`);
    expect(await nothingListens()).toBe(true);
  });

  it('says in one line what is wrong when a child can’t even start', async () => {
    const { exitCode, stderr } = await command('demo', { DEMO_DATA: '/dev/null' });

    expect(exitCode).toBe(1);
    expect(stderr.trim().split('\n').at(-1)).toBe('The migration failed.');
    expect(await nothingListens()).toBe(true);
  });
});

describe('start', () => {
  const ownYaml = () => ({
    SIDECARD_CONFIG: paths.demoConfig,
    PUBLIC_ORIGIN: 'https://crm.example.com',
    ...demoSecrets,
    SQLITE_FILE: join(data, 'sidecard.sqlite'),
    PORT: String(first),
  });

  it('serves the sidebar and its API with a YAML of one’s own', async () => {
    const start = command('start', ownYaml());
    await says(start, `Sidecard ready on port ${first}; lead your public origin there.`);

    const ask = async (path: string) => {
      const response = await fetch(`http://127.0.0.1:${first}${path}`, { redirect: 'manual' });
      return { status: response.status, headers: response.headers, body: await response.text() };
    };
    expect(JSON.parse((await ask('/health/ready')).body)).toMatchObject({ status: 'ok' });
    const page = await ask('/s/wwspruce0a1b2c3d4e/1000002');
    expect(page.body).toContain('<div id="app"></div>');
    expect(page.headers.get('cache-control')).toBe('no-cache');
    const [, asset = ''] = /src="(\/assets\/[^"]+\.js)"/.exec(page.body) ?? [];
    expect((await ask(asset)).headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    const mark = `wwspruce0a1b2c3d4e.1000002.${'a'.repeat(32)}`;
    const login = await ask(`/api/auth/start?mark=${mark}&return=/s/wwspruce0a1b2c3d4e/1000002`);
    expect(login.headers.get('location')).toMatch(
      /^https:\/\/open\.weixin\.qq\.com\/connect\/oauth2\/authorize\?/,
    );

    start.kill('SIGTERM');
    expect((await start).exitCode).toBe(0);
  });

  it('is reached on the host it listens on', async () => {
    const start = command('start', { ...ownYaml(), HOST: '127.0.0.2' });

    await says(start, `Sidecard ready on port ${first}; lead your public origin there.`);

    expect((await fetch(`http://127.0.0.2:${first}/health/live`)).status).toBe(200);
    expect(await isListening(first)).toBe(false);
  });

  it('says in one line that there is no YAML yet, and where to start from', async () => {
    const { exitCode, stderr } = await command('start', { SIDECARD_CONFIG: join(data, 'nowhere.yaml') });

    expect(exitCode).toBe(1);
    expect(stderr).toBe(
      `There is no ${join(data, 'nowhere.yaml')}. Copy docs/sidecard.example.yaml there and fill it in, or say with SIDECARD_CONFIG where yours is.`,
    );
  });
});

function listenOn(port: number): Promise<Server> {
  return new Promise((resolve) => {
    const server = createServer().listen(port, '127.0.0.1', () => resolve(server));
  });
}
