import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SetupError } from '../platform/errors/setup-error.js';
import { loadConfig } from './load-config.js';
import { defaultStages } from './stages.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecard-config-'));
  writeFileSync(join(folder, 'secret.txt'), 'from-a-file\n');
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = `publicOrigin: https://crm.example.com
corps:
  - corpId: wwaaaa
    name: 甲
    apps:
      - agentId: 1000002
        name: 销售
        secret: { env: SECRET_A }
        callback: { token: { env: TOKEN_A }, encodingAesKey: { env: KEY_A } }
      - agentId: 1000003
        name: 售后
        secret: { file: secret.txt }
  - corpId: wwbbbb
    name: 乙
    publicOrigin: { env: ORIGIN_B }
    proveIdentity: { after: 30 }
    roles: { corp: [ZhangWei], team: [2, 7] }
    nightly: { at: '02:30', timeZone: Asia/Tokyo }
    callbackWindow: { timestampSeconds: 300 }
    quietAfterDays: 14
    retention: { events: 7, audit: 1095 }
    domainFile: WW_verify_AbCdEfGh12345678.txt
    apps:
      - agentId: 1000002
        name: 销售
        secret: { env: SECRET_B }
`;
const KEY = 'jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C';
const env = {
  SECRET_A: 'aaa',
  SECRET_B: 'bbb',
  ORIGIN_B: 'https://b.example.com',
  TOKEN_A: 'QDG6eK',
  KEY_A: KEY,
};

function load(yaml: string, more: NodeJS.ProcessEnv = {}) {
  const file = join(folder, 'sidecard.yaml');
  writeFileSync(file, yaml);
  return loadConfig({ ...env, SIDECARD_CONFIG: file, ...more });
}

/** What is said about a flawed file, without the folder. */
function flawsOf(yaml: string, more?: NodeJS.ProcessEnv): string[] {
  try {
    load(yaml, more);
  } catch (error) {
    if (error instanceof SetupError) return error.flaws.map((flaw) => flaw.replace(`${folder}/`, ''));
    throw error;
  }
  return [];
}

describe('the configuration', () => {
  it('declares corps and apps, with secrets from the environment and from files', () => {
    expect(load(good).corps).toEqual([
      {
        corpId: 'wwaaaa',
        name: '甲',
        publicOrigin: 'https://crm.example.com',
        proveIdentity: 'every-webview',
        roles: { corp: [], team: [], scripts: [] },
        nightly: { at: '03:00', timeZone: 'Asia/Shanghai' },
        callbackWindow: { timestampMs: 600_000, nonceMs: 600_000 },
        crm: null,
        domainFile: null,
        webhook: null,
        stages: defaultStages,
        quietAfterDays: 30,
        retention: { events: 30, webhooks: 30, wecomChanges: 30, timeline: null, audit: null },
        apps: [
          {
            agentId: 1000002,
            name: '销售',
            secret: 'aaa',
            callback: { token: 'QDG6eK', encodingAesKey: KEY },
          },
          { agentId: 1000003, name: '售后', secret: 'from-a-file', callback: null },
        ],
      },
      {
        corpId: 'wwbbbb',
        name: '乙',
        publicOrigin: 'https://b.example.com',
        proveIdentity: { afterMs: 1_800_000 },
        roles: { corp: ['zhangwei'], team: [2, 7], scripts: [] },
        nightly: { at: '02:30', timeZone: 'Asia/Tokyo' },
        callbackWindow: { timestampMs: 300_000, nonceMs: 300_000 },
        crm: null,
        domainFile: 'WW_verify_AbCdEfGh12345678.txt',
        webhook: null,
        stages: defaultStages,
        quietAfterDays: 14,
        retention: { events: 7, webhooks: 30, wecomChanges: 30, timeline: null, audit: 1095 },
        apps: [{ agentId: 1000002, name: '销售', secret: 'bbb', callback: null }],
      },
    ]);
  });

  it('reads the example of the docs', () => {
    const example = readFileSync(new URL('../../../../docs/sidecard.example.yaml', import.meta.url), 'utf8');
    mkdirSync(join(folder, 'secrets'), { recursive: true });
    writeFileSync(join(folder, 'secrets/service.txt'), 'service');

    const secrets = {
      SIDECARD_SECRET_SALES: 'sales',
      SIDECARD_CALLBACK_TOKEN_SALES: 'QDG6eK',
      SIDECARD_CALLBACK_KEY_SALES: KEY,
    };

    expect(load(example, secrets).corps).toMatchObject([
      {
        proveIdentity: 'every-webview',
        roles: { corp: ['sunyue'], team: [2, 7] },
        apps: [{ callback: { encodingAesKey: KEY } }, { callback: null }],
      },
    ]);
  });

  it('is embedded unless told otherwise', () => {
    expect(load(good)).toMatchObject({
      database: { kind: 'sqlite' },
      cache: { kind: 'memory' },
      wecom: {
        apiBaseUrl: 'https://qyapi.weixin.qq.com',
        oauthBaseUrl: 'https://open.weixin.qq.com',
        loginBaseUrl: 'https://login.work.weixin.qq.com',
      },
      server: { trustedProxies: ['loopback'], framedBy: null },
      limits: { webViewPerMinute: 300, addressPerMinute: 6_000 },
      backgroundWork: ['inbox', 'sync', 'webhooks', 'wecom-changes', 'retention'],
    });
    expect(load(good, { BACKGROUND_WORK: 'none' }).backgroundWork).toEqual([]);
    expect(load(good, { BACKGROUND_WORK: 'sync' }).backgroundWork).toEqual(['sync']);
    const servers = {
      MYSQL_URL: 'mysql://u:p@h/d',
      REDIS_URL: 'redis://h',
      WECOM_API_BASE_URL: 'http://s:1/',
    };
    expect(load(good, servers)).toMatchObject({
      database: { kind: 'mysql', url: 'mysql://u:p@h/d' },
      cache: { kind: 'redis', url: 'redis://h' },
      wecom: { apiBaseUrl: 'http://s:1' },
    });
    const walls = {
      TRUSTED_PROXIES: 'loopback, 10.0.0.0/8',
      FRAMED_BY: 'http://127.0.0.1:4600/',
      LIMIT_WEB_VIEW: '7',
      LIMIT_ADDRESS: '8',
    };
    expect(load(good, walls)).toMatchObject({
      server: { trustedProxies: ['loopback', '10.0.0.0/8'], framedBy: 'http://127.0.0.1:4600' },
      limits: { webViewPerMinute: 7, addressPerMinute: 8 },
    });
  });
});

type Flawed = { name: string; yaml: string; flaw: RegExp; more?: NodeJS.ProcessEnv };

const flawed: Flawed[] = [
  {
    name: 'an agent id of words',
    yaml: good.replace('agentId: 1000003', 'agentId: 售后'),
    flaw: /^sidecard.yaml:10 corps\[0\]\.apps\[1\]\.agentId: .*number/,
  },
  {
    name: 'a missing name',
    yaml: good.replace('    name: 甲\n', ''),
    flaw: /^sidecard.yaml:3 corps\[0\]\.name: /,
  },
  {
    name: 'a secret in the file',
    yaml: good.replace('{ env: SECRET_A }', 'abc123'),
    flaw: /^sidecard.yaml:8 corps\[0\]\.apps\[0\]\.secret: write \{ env: NAME \}/,
  },
  {
    name: 'a secret that is not in the environment',
    yaml: good,
    flaw: /^sidecard.yaml:8 .*the environment variable SECRET_A is empty/,
    more: { SECRET_A: '' },
  },
  {
    name: 'a secret file that is not there',
    yaml: good.replace('secret.txt', 'nowhere.txt'),
    flaw: /^sidecard.yaml:12 .*the file nowhere.txt/,
  },
  {
    name: 'the same agent twice',
    yaml: good.replace('1000003', '1000002'),
    flaw: /^sidecard.yaml:10 .*1000002 is declared twice/,
  },
  {
    name: 'the same corp twice',
    yaml: good.replace('wwbbbb', 'wwaaaa'),
    flaw: /^sidecard.yaml:13 .*wwaaaa is declared twice/,
  },
  {
    name: 'a misspelt field',
    yaml: good.replace('    name: 乙', '    nmae: 乙'),
    flaw: /^sidecard.yaml:13 corps\[1\]/,
  },
  {
    name: 'an origin with a path',
    yaml: good.replace('example.com\n', 'example.com/crm\n'),
    flaw: /^sidecard.yaml:1 publicOrigin: write the origin alone/,
  },
  {
    name: 'an origin without https',
    yaml: good.replace('https://crm', 'http://crm'),
    flaw: /^sidecard.yaml:1 publicOrigin: must be https/,
  },
  {
    name: 'no origin at all',
    yaml: good.replace(/^publicOrigin.*\n/, ''),
    flaw: /^sidecard.yaml:2 corps\[0\]: publicOrigin is missing/,
  },
  {
    name: 'an identity policy nobody knows',
    yaml: good.replace('{ after: 30 }', 'never'),
    flaw: /^sidecard.yaml:16 corps\[1\]\.proveIdentity: write every-webview, or \{ after: MINUTES \}/,
  },
  {
    name: 'an identity policy of more than a day',
    yaml: good.replace('{ after: 30 }', '{ after: 1441 }'),
    flaw: /^sidecard.yaml:16 corps\[1\]\.proveIdentity/,
  },
  {
    name: 'a role nobody knows',
    yaml: good.replace('team: [2, 7]', 'boss: [x]'),
    flaw: /^sidecard.yaml:17 corps\[1\]\.roles/,
  },
  {
    name: 'a department of words',
    yaml: good.replace('[2, 7]', '[sales]'),
    flaw: /^sidecard.yaml:17 corps\[1\]\.roles\.team: write all, or a list of department ids/,
  },
  {
    name: 'a callback without its key',
    yaml: good.replace(', encodingAesKey: { env: KEY_A }', ''),
    flaw: /^sidecard.yaml:9 corps\[0\]\.apps\[0\]\.callback\.encodingAesKey: /,
  },
  {
    name: 'a callback token in the file',
    yaml: good.replace('{ env: TOKEN_A }', 'abc123'),
    flaw: /^sidecard.yaml:9 corps\[0\]\.apps\[0\]\.callback\.token: write \{ env: NAME \}/,
  },
  {
    name: 'a callback token that is not in the environment',
    yaml: good,
    flaw: /^sidecard.yaml:9 .*callback\.token: the environment variable TOKEN_A is empty/,
    more: { TOKEN_A: '' },
  },
  {
    name: 'a callback token that is too long',
    yaml: good,
    flaw: /^sidecard.yaml:9 .*callback\.token: the environment variable TOKEN_A must be at most 32 letters/,
    more: { TOKEN_A: 'abc123'.repeat(6) },
  },
  {
    name: 'a callback key with its equals sign',
    yaml: good,
    flaw: /^sidecard.yaml:9 .*callback\.encodingAesKey: the environment variable KEY_A must be 43 letters/,
    more: { KEY_A: `${KEY.replace(/.{6}$/, 'abc123')}=` },
  },
  {
    name: 'a callback window of nothing',
    yaml: good.replace('timestampSeconds: 300', 'timestampSeconds: 0'),
    flaw: /^sidecard.yaml:19 corps\[1\]\.callbackWindow\.timestampSeconds: /,
  },
  {
    name: 'a time of the night that is none',
    yaml: good.replace("'02:30'", "'25:00'"),
    flaw: /^sidecard.yaml:18 corps\[1\]\.nightly\.at: write a time like 03:00/,
  },
  {
    name: 'a time zone nobody knows',
    yaml: good.replace('Asia/Tokyo', 'Asia/Nowhere'),
    flaw: /^sidecard.yaml:18 corps\[1\]\.nightly\.timeZone: no time zone of that name/,
  },
  {
    name: 'a customer who is left alone at once',
    yaml: good.replace('quietAfterDays: 14', 'quietAfterDays: 0'),
    flaw: /^sidecard.yaml:20 corps\[1\]\.quietAfterDays: /,
  },
  {
    name: 'logs that are kept for less than the law wants',
    yaml: good.replace('audit: 1095', 'audit: 179'),
    flaw: /^sidecard.yaml:21 corps\[1\]\.retention\.audit: less than 180 days/,
  },
  {
    name: 'background work nobody does',
    yaml: good,
    flaw: /^environment variable BACKGROUND_WORK/,
    more: { BACKGROUND_WORK: 'inbox,sleep' },
  },
  {
    name: 'no corps',
    yaml: 'publicOrigin: https://a.example.com\ncorps: []\n',
    flaw: /^sidecard.yaml:2 corps: /,
  },
  { name: 'something that is no YAML', yaml: 'corps: [\n', flaw: /^sidecard.yaml:\d+ / },
  {
    name: 'a wrong database url',
    yaml: good,
    flaw: /^environment variable MYSQL_URL: /,
    more: { MYSQL_URL: 'postgres://x' },
  },
  { name: 'a wrong port', yaml: good, flaw: /^environment variable PORT: /, more: { PORT: 'http' } },
];

describe('a flawed file is refused, and the line is named', () => {
  it.each(flawed)('$name', ({ yaml, flaw, more }) => {
    const flaws = flawsOf(yaml, more);

    expect(flaws[0]).toMatch(flaw);
    expect(flaws.join('\n')).not.toContain('abc123');
  });

  it('all flaws at once', () => {
    const yaml = good.replace('agentId: 1000003', 'agentId: x').replace('    name: 乙\n', '');

    expect(flawsOf(yaml)).toHaveLength(2);
  });

  it('a file that is not there says where to start from', () => {
    expect(() => loadConfig({ SIDECARD_CONFIG: '/nowhere/sidecard.yaml' })).toThrow(
      /docs\/sidecard.example.yaml/,
    );
  });
});
