import { createServer, request, type ClientRequest, type IncomingHttpHeaders, type Server } from 'node:http';
import { request as requestSecurely } from 'node:https';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { openTlsTunnel, type TlsTunnel } from '@sidecard/testing/tls-tunnel';
import { execa } from 'execa';
import { demoSecrets } from '../src/demo-programs.js';
import { viteProgram } from '../src/dev-programs.js';
import { paths } from '../src/paths.js';
import { freePorts } from '../src/ports.js';
import { assertLeadsHere, tunnelTo } from '../src/tunnel.js';

/** Some start real processes. */
jest.setTimeout(60_000);

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

function dev(env: Record<string, string>, ...args: string[]) {
  const child = execa('node', ['--import', 'tsx', 'apps/launcher/src/dev.ts', ...args], {
    cwd: paths.root,
    env,
    all: true,
    reject: false,
  });
  closing.push(() => child.kill('SIGTERM') && child);
  return child;
}

describe('the address of a tunnel', () => {
  it.each(['http://crm-dev.example.com', 'https://crm-dev.example.com/s', 'crm-dev.example.com', ''])(
    'is an https origin, unlike "%s"',
    (address) => {
      expect(() => tunnelTo(address)).toThrow(/^--tunnel .*: write the public https address/);
    },
  );

  it('is taken with or without a slash at the end', () => {
    expect(tunnelTo('https://crm-dev.example.com/').origin).toBe('https://crm-dev.example.com');
  });
});

describe('a tunnel that does not lead here', () => {
  const ask = (origin: string) => assertLeadsHere({ origin, proof: 'ours' }, 4601);

  it('is told from one that does', async () => {
    const { origin } = await answering(200, 'ours');

    await expect(ask(origin)).resolves.toBeUndefined();
  });

  it.each([
    [
      'leads elsewhere',
      200,
      '<title>Welcome</title>',
      /leads to something else.*Lead the tunnel to http:\/\/127\.0\.0\.1:4601\.$/,
    ],
    ['leads nowhere', 502, 'ours', /answers 502.*Lead the tunnel to http:\/\/127\.0\.0\.1:4601/],
    ['asks for a login', 302, '', /answers 302.*switch off a login/],
  ])('because it %s', async (_why, status, body, said) => {
    const { origin } = await answering(status, body);

    await expect(ask(origin)).rejects.toThrow(said);
  });

  it('because it has not been started', async () => {
    await expect(ask(`https://127.0.0.1:${await freePorts(1)}`)).rejects.toThrow(
      /can't be reached \(ECONNREFUSED\)\. Start the tunnel first\.$/,
    );
  });

  it('because nobody knows its name', async () => {
    await expect(ask('https://crm-dev.invalid')).rejects.toThrow(/is a name that nobody knows/);
  });

  it('because nobody believes its certificate', async () => {
    const { server } = await answering(200, 'ours');
    const tunnel = await openTlsTunnel(portOf(server));
    closing.push(() => tunnel.close());

    await expect(ask(tunnel.origin)).rejects.toThrow(/has no https that clients believe \(\w*CERT\w*\)/);
  });
});

it('Vite behind a tunnel answers to its name alone, updates through it, serves what the console wants to find, and no file near it', async () => {
  const verify = mkdtempSync(join(tmpdir(), 'sidecard-verify-'));
  closing.push(() => rmSync(verify, { recursive: true }));
  writeFileSync(join(verify, 'WW_verify_Sidecard00.txt'), 'Sidecard00');
  const port = await freePorts(1);
  const { command, args, env, readyUrl } = viteProgram(
    { vite: port, api: 9 },
    { origin: 'https://crm-dev.example.com', proof: 'ours' },
  );
  const vite = execa(command, args, {
    cwd: paths.root,
    env: { ...env, SIDECARD_VERIFY: verify },
    reject: false,
  });
  closing.push(() => vite.kill('SIGTERM') && vite);
  await untilAnswered(readyUrl ?? '');
  const said = (path: string, host: string) => answerOf(port, path, host);

  await expect(said('/__sidecard_tunnel__', 'crm-dev.example.com')).resolves.toBe('200 ours');
  await expect(said('/__sidecard_tunnel__', 'crm.example.net')).resolves.toMatch(/^403 /);
  await expect(said('/WW_verify_Sidecard00.txt', 'crm-dev.example.com')).resolves.toBe('200 Sidecard00');
  const file = (path: string) => said(`/@fs${paths.root}${path}`, 'crm-dev.example.com');
  await expect(file('libs/contracts/dist/index.js')).resolves.toMatch(/^200 /);
  for (const near of [
    'apps/launcher/demo.sidecard.yaml',
    'apps/launcher/demo.sidecard.yaml?raw',
    'apps/launcher/demo.sidecard.yaml?import&raw',
    'apps/simulator/compose/secrets/ops-token',
  ])
    await expect(file(near)).resolves.toMatch(/^403 /);
  await expect(said('/__open-in-editor?file=package.json', 'crm-dev.example.com')).resolves.toBe('404 ');
  const client = await said('/@vite/client', 'crm-dev.example.com');
  expect([/"wss"/, /"crm-dev\.example\.com"/, /\b443\b/].map((part) => part.test(client))).toEqual([
    true,
    true,
    true,
  ]);
});

describe('dev --tunnel --config', () => {
  let tunnel: TlsTunnel;
  let first: number;
  let data: string;
  beforeAll(async () => {
    first = await freePorts(4);
    tunnel = await openTlsTunnel(first + 1);
    data = mkdtempSync(join(tmpdir(), 'sidecard-dev-'));
  });
  afterAll(async () => {
    await tunnel.close();
    rmSync(data, { recursive: true });
  });
  const env = () => ({
    ...demoSecrets,
    DEMO_PORT: String(first),
    SQLITE_FILE: join(data, 'dev.sqlite'),
    BACKGROUND_WORK: 'none',
    NODE_EXTRA_CA_CERTS: tunnel.certificate,
  });

  it('shows the page and the API of one’s own corp at one address', async () => {
    const running = dev(env(), '--tunnel', tunnel.origin, '--config', paths.demoConfig);
    await new Promise<void>((resolve, reject) => {
      running.all.on('data', (chunk) => String(chunk).includes('Sidecard dev ready') && resolve());
      void running.then(({ all }) => reject(new Error(all)));
    });
    const ask = (path: string) => answerThrough(tunnel, path);

    expect((await ask('/s/wwspruce0a1b2c3d4e/1000002')).body).toContain('/@vite/client');
    const mark = `wwspruce0a1b2c3d4e.1000002.${'a'.repeat(32)}`;
    const login = await ask(`/api/auth/start?mark=${mark}&return=/s/wwspruce0a1b2c3d4e/1000002`);
    expect(login.headers.location).toContain(
      `redirect_uri=${encodeURIComponent(`${tunnel.origin}/api/auth/callback/wwspruce0a1b2c3d4e/1000002`)}`,
    );
    // Nobody has signed this: that is for the API to say.
    const callback = await ask('/wecom/callback/wwspruce0a1b2c3d4e/1000002');
    expect(callback).toMatchObject({ status: 403, headers: { 'x-request-id': expect.any(String) } });
  });

  it('says which app is at another origin', async () => {
    const file = join(data, 'sidecard.yaml');
    writeFileSync(
      file,
      `publicOrigin: https://crm.example.com
corps: [{ corpId: wwaaaa, name: 甲, apps: [{ agentId: 1000002, name: 销售, secret: { env: DEMO_SECRET_BEGONIA } }] }]
`,
    );

    const { exitCode, stderr } = await dev(env(), '--tunnel', tunnel.origin, '--config', file);

    expect(exitCode).toBe(1);
    expect(stderr).toContain(`${file}: app 1000002 of wwaaaa is at https://crm.example.com\n`);
    expect(stderr).toContain(`The tunnel is ${tunnel.origin}. Write publicOrigin: { env: PUBLIC_ORIGIN }`);
  });

  it.each([
    [['--config', 'sidecard.yaml'], /^usage: dev /],
    [['--tunel', 'https://crm-dev.example.com'], /^usage: dev /],
    [
      ['--tunnel', 'https://crm-dev.example.com', '--config', 'nowhere.yaml'],
      /^There is no \S+nowhere\.yaml\. Copy /,
    ],
  ])('is told how it is meant: %j', async (args, said) => {
    const { exitCode, stderr } = await dev(env(), ...args);

    expect({ exitCode, said: stderr }).toEqual({ exitCode: 1, said: expect.stringMatching(said) });
  });
});

async function answering(status: number, body: string): Promise<{ server: Server; origin: string }> {
  const server = createServer((_request, response) => void response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { server, origin: `http://127.0.0.1:${portOf(server)}` };
}

function portOf(server: Server): number {
  return Number(Object(server.address()).port);
}

interface Answer {
  status: number | undefined;
  headers: IncomingHttpHeaders;
  body: string;
}

/** What is said to somebody who asks for a host by this name: `200 ok`. */
async function answerOf(port: number, path: string, host: string): Promise<string> {
  const { status, body } = await answered(request({ host: '127.0.0.1', port, path, headers: { host } }));
  return `${status} ${body}`;
}

function answerThrough({ origin, certificate }: TlsTunnel, path: string): Promise<Answer> {
  return answered(requestSecurely(origin + path, { ca: readFileSync(certificate) }));
}

function answered(asked: ClientRequest): Promise<Answer> {
  return new Promise((resolve, reject) => {
    asked.once('response', (answer) => {
      let body = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      answer.once('end', () => resolve({ status: answer.statusCode, headers: answer.headers, body }));
    });
    asked.once('error', reject).end();
  });
}

async function untilAnswered(url: string): Promise<void> {
  while (
    !(await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    ))
  )
    await new Promise((resolve) => setTimeout(resolve, 100));
}
