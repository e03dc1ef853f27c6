import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SetupError } from '../platform/errors/setup-error.js';
import { readCorpsFile } from './corps-file.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecard-corps-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = `publicOrigin: https://crm.example.com
corps:
  - corpId: wwaaaa
    name: 甲
    webhook:
      url: https://crm.example.com/sidecard
      secret: { env: WEBHOOK }
    stages:
      - { id: new, label: 新客户 }
      - { id: won, label: { zh: 成交, en: Won } }
    apps:
      - { agentId: 1000002, name: 销售, secret: { env: SECRET } }
`;
const WEBHOOK = `whsec_${Buffer.from('24 bytes of the receiver').toString('base64')}`;

function read(yaml: string, webhook = WEBHOOK) {
  const file = join(folder, 'sidecard.yaml');
  writeFileSync(file, yaml);
  return readCorpsFile(file, { SECRET: 'aaa', WEBHOOK: webhook });
}

function flawsOf(yaml: string, webhook?: string): string[] {
  try {
    read(yaml, webhook);
  } catch (error) {
    if (error instanceof SetupError) return error.flaws.map((flaw) => flaw.replace(`${folder}/`, ''));
    throw error;
  }
  return [];
}

it('a corp says whom it tells what members do, and which stages it has', () => {
  expect(read(good)).toMatchObject([
    {
      webhook: { url: 'https://crm.example.com/sidecard', secret: WEBHOOK },
      stages: [
        { id: 'new', label: { zh: '新客户', en: '新客户' } },
        { id: 'won', label: { zh: '成交', en: 'Won' } },
      ],
    },
  ]);
});

describe('a flaw is named by its line:', () => {
  it.each([
    [
      'a webhook without https',
      good.replace('https://crm.example.com/', 'http://crm.example.com/'),
      WEBHOOK,
      /^sidecard.yaml:6 corps\[0\]\.webhook\.url: must be https$/,
    ],
    [
      'a secret in its url',
      good.replace('https://crm.example.com/', 'https://me:s3kret@crm.example.com/'),
      WEBHOOK,
      /^sidecard.yaml:6 corps\[0\]\.webhook\.url: a secret does not belong in this file$/,
    ],
    [
      'a webhook secret that is none',
      good,
      's3kret',
      /^sidecard.yaml:7 corps\[0\]\.webhook\.secret: .*WEBHOOK must be whsec_ and then 24 to 64 random bytes/,
    ],
    [
      'a webhook secret that is too short',
      good,
      'whsec_MTZieXRlc2FyZW5vdG9r',
      /^sidecard.yaml:7 corps\[0\]\.webhook\.secret: /,
    ],
    [
      'a webhook secret that is nowhere',
      good,
      '',
      /^sidecard.yaml:7 corps\[0\]\.webhook\.secret: .* is empty/,
    ],
    [
      'the same stage twice',
      good.replace('id: won', 'id: new'),
      WEBHOOK,
      /^sidecard.yaml:10 corps\[0\]\.stages\[1\]\.id: new is declared twice$/,
    ],
    [
      'a stage without words',
      good.replace(', label: 新客户', ''),
      WEBHOOK,
      /^sidecard.yaml:9 corps\[0\]\.stages\[0\]\.label: /,
    ],
    [
      'a stage whose id is none',
      good.replace('id: won', 'id: 成交'),
      WEBHOOK,
      /^sidecard.yaml:10 corps\[0\]\.stages\[1\]\.id: /,
    ],
    [
      'no stages',
      good.replace(/stages:\n.*\n.*\n/, 'stages: []\n'),
      WEBHOOK,
      /^sidecard.yaml:8 corps\[0\]\.stages: /,
    ],
  ])('%s', (_what, yaml, webhook, flaw) => {
    const flaws = flawsOf(yaml, webhook);

    expect(flaws).toHaveLength(1);
    expect(flaws[0]).toMatch(flaw);
    expect(flaws.join()).not.toContain('s3kret');
  });
});
