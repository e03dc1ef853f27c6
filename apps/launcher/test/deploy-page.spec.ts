import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { execa } from 'execa';
import { paths } from '../src/paths.js';
import { apiProgramOf, nginxArgs, readCompose } from '../src/testing/compose.js';

/** docs/deploy.md, word for word: what can be run without Docker is run, and what can't is looked up. */
const page = readFileSync(`${paths.root}docs/deploy.md`, 'utf8');
const commands = [...page.matchAll(/^ {4}(\S.*)$/gm)].map(([, command = '']) => command);
const dockers = commands.filter((command) => command.startsWith('docker '));
const others = commands.filter((command) => !command.startsWith('docker '));
const { services = {}, secrets = {} } = readCompose();

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'sidecard-deploy-'));
  cpSync(`${paths.root}docs`, join(folder, 'docs'), { recursive: true });
  for (const command of others) await execa('sh', ['-ec', command], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('following docs/deploy.md', () => {
  it('leaves a YAML that loads as soon as its secrets are where it says', async () => {
    writeFileSync(join(folder, 'secrets/service.txt'), 'service');
    const { stdout } = await execa('node', [`${paths.apiCommands}/config.js`, 'addresses'], {
      cwd: folder,
      env: {
        SIDECARD_SECRET_SALES: 'sales',
        SIDECARD_CALLBACK_TOKEN_SALES: 'QDG6eK',
        SIDECARD_CALLBACK_KEY_SALES: 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C',
      },
    });

    const told: object[] = stdout.split('\n').map((line) => JSON.parse(line));
    expect(told).toEqual([
      {
        corpId: 'ww1234567890abcdef',
        agentId: 1000002,
        publicOrigin: 'https://crm.example.com',
        page: 'https://crm.example.com/s/ww1234567890abcdef/1000002',
        callback: 'https://crm.example.com/wecom/callback/ww1234567890abcdef/1000002',
      },
      expect.objectContaining({ agentId: 1000003, callback: null }),
    ]);
  });

  it('leaves nothing missing that containers are given, but for what its table asks for', () => {
    const mounted = Object.values(services)
      .filter(({ profiles = [] }) => profiles.length === 0)
      .flatMap(({ volumes = [] }) => volumes.filter((volume) => typeof volume === 'string'))
      .map((volume) => withDefaults(volume).split(':')[0] ?? '')
      .filter((source) => source.startsWith('./'));
    const handedOver = Object.values(secrets).map((secret) => withDefaults(String(Object(secret).file)));
    const missing = [...mounted, ...handedOver].filter((file) => !existsSync(join(folder, file)));

    expect(mounted).toEqual(expect.arrayContaining(['./sidecard.yaml', './secrets', './verify']));
    expect(missing.toSorted()).toEqual([
      './secrets/mysql-password',
      './secrets/mysql-url',
      './secrets/ops-token',
    ]);
    for (const file of missing) expect(page).toContain(`| \`${file.replace('./', '')}\``);
  });

  it.each(dockers)('%s: is there, word for word', (command) => {
    const { file, profile, named, program } = understood(command);

    expect(named.filter((name) => !services[name])).toEqual([]);
    if (file) expect(existsSync(join(paths.root, file))).toBe(true);
    const profiles = Object.values(services).flatMap(({ profiles: of = [] }) => of);
    if (profile) expect(profiles).toContain(profile);
    const [runtime = 'node', script = 'dist/main.js', ...more] = program;
    expect([runtime, ...more]).toEqual(['node']);
    expect(existsSync(join(paths.root, 'apps/api', script))).toBe(true);
  });

  it('starts what the production shape runs', () => {
    expect([apiProgramOf('api'), apiProgramOf('migrate')]).toEqual([paths.apiMain, paths.apiMigrate]);
    expect(nginxArgs('/f')).toEqual(['-p', '/f', '-c', '/f/nginx.conf', '-g', 'daemon off;']);
    expect(existsSync(apiProgramOf('api'))).toBe(true);
  });
});

/** `${NAME:-value}` where nobody has set it. */
function withDefaults(text: string): string {
  return text.replace(/\$\{\w+:-([^}]*)\}/g, '$1');
}

/** The options of https://docs.docker.com/reference/cli/docker/compose/ that the page uses. */
const optionsOf = {
  up: {
    detach: { type: 'boolean', short: 'd' },
    build: { type: 'boolean' },
    'no-deps': { type: 'boolean' },
    scale: { type: 'string' },
  },
  build: {},
  run: { rm: { type: 'boolean' }, 'no-deps': { type: 'boolean' } },
} as const;

/** @throws Error for whatever is no such command, or has an option that is none of its own */
function understood(command: string) {
  const [docker, compose, ...words] = command.split(' ');
  const at = words.findIndex((word, index) => /^\w+$/.test(word) && !words[index - 1]?.startsWith('--'));
  const verb = words[at];
  if (docker !== 'docker' || compose !== 'compose' || !isVerb(verb)) throw new Error(`what is ${command}?`);
  const { values: whole } = parseArgs({
    args: words.slice(0, at),
    options: { 'env-file': { type: 'string' }, profile: { type: 'string' } },
  });
  const { values, positionals } = parseArgs({
    args: words.slice(at + 1),
    options: optionsOf[verb],
    allowPositionals: true,
  });
  const [, scaled] = /^(\w+)=[1-9]\d*$/.exec(String(Object(values).scale)) ?? [];
  if ('scale' in values && !scaled) throw new Error(`what is --scale in ${command}?`);
  return {
    file: whole['env-file'],
    profile: whole.profile,
    named: [...(verb === 'run' ? positionals.slice(0, 1) : positionals), ...(scaled ? [scaled] : [])],
    /** What runs there instead of what the service usually runs. */
    program: verb === 'run' ? positionals.slice(1) : [],
  };
}

function isVerb(word = ''): word is keyof typeof optionsOf {
  return word in optionsOf;
}
