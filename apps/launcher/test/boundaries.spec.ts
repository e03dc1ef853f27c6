import { describe, expect, it } from '@jest/globals';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import { paths } from '../src/paths.js';

/** What must not be written where. Each is linted alone, by the project's own rules. */
const refused: [file: string, code: string][] = [
  ['libs/contracts/src/card.ts', `import { ref } from 'vue';`],
  ['libs/contracts/src/card.ts', `import { z } from 'zod';`],

  ...[
    'apps/api/src/crm/customers/customers.service.ts',
    'apps/api/src/crm/customers/customers.controller.ts',
    'apps/api/src/bootstrap/bootstrap.service.ts',
  ].flatMap((file): [string, string][] => [
    [file, `import axios from 'axios';`],
    [file, `import { HttpService } from '@nestjs/axios';`],
    [file, `import { createSimulator } from '@sidecard/simulator';`],
    [file, `import { createSimulator } from '../../../simulator/src/index.js';`],
    [file, `import { policyOf } from '../wecom/errcodes.js';`],
    [file, `import { AccessTokens } from '../../wecom/credentials/access-tokens.js';`],
    [file, `import { SessionStore } from '../../auth/session.store.js';`],
    [file, `import { Member } from '../../members/member.entity.js';`],
    [file, `import { CallbackInbox } from '../../callbacks/callback-inbox.js';`],
    [file, `import { WebhookPost } from '../../webhooks/webhook-post.js';`],
    [file, `import { openSealed } from '../../wecom/callbacks/callback-crypto.js';`],
    [file, `export const secret = process.env['SECRET'];`],
  ]),
  ['apps/api/src/crm/customers/customers.controller.ts', `import { Repository } from 'typeorm';`],
  ['apps/api/src/crm/customers/customers.controller.ts', `import { Customer } from './customer.entity.js';`],
  ['apps/api/src/crm/customers/customers.controller.ts', `import { Wecom } from '../../wecom/index.js';`],
  ...['apps/api/src/callbacks/handling/event-handling.ts', 'apps/api/src/sync/sync-steps.ts'].map(
    (file): [string, string] => [file, `import { Customer } from '../../crm/customers/customer.entity.js';`],
  ),
  [
    'apps/api/src/wecom/http/wecom-transport.ts',
    `import { Customer } from '../../crm/customers/customer.entity.js';`,
  ],
  ['apps/api/src/wecom/http/wecom-transport.ts', `import { CurrentMember } from '../../auth/index.js';`],
  ['apps/api/src/wecom/wecom.module.ts', `import { CallbackInbox } from '../callbacks/callback-inbox.js';`],
  [
    'apps/api/src/wecom/callbacks/read-event.ts',
    `import { CallbacksModule } from '../../callbacks/index.js';`,
  ],
  ['apps/api/src/wecom/http/wecom-transport.ts', `import { createSimulator } from '@sidecard/simulator';`],
  ['apps/api/src/wecom/wecom.module.ts', `import { WebhookOutbox } from '../webhooks/index.js';`],
  ['apps/api/src/webhooks/webhook-outbox.ts', `import { CrmModule } from '../crm/index.js';`],
  ['apps/api/src/webhooks/webhook-post.ts', `import { WecomMembers } from '../wecom/index.js';`],
  ['apps/api/src/work-queue/queue-worker.ts', `import axios from 'axios';`],

  ['apps/simulator/src/oauth/authorize.ts', `import { cardSchema } from '@sidecard/contracts';`],
  ['apps/simulator/src/oauth/authorize.ts', `import { policyOf } from '../../../api/src/wecom/errcodes.js';`],
  [
    'apps/simulator/src/oauth/authorize.ts',
    `import { cardSchema } from '../../../../libs/contracts/src/index.js';`,
  ],
  [
    'apps/simulator/test/oauth.spec.ts',
    `import { sign } from '../../api/src/wecom/jssdk/jssdk-signature.js';`,
  ],

  ...[
    'apps/sidebar/src/stores/session.ts',
    'apps/sidebar/src/features/customer/compose.ts',
    'apps/sidebar/src/identity/web-view.ts',
    'apps/sidebar/src/ui/row.ts',
  ].flatMap((file): [string, string][] => [
    [file, `import * as ww from '@wecom/jssdk';`],
    [file, `localStorage.setItem('a', 'b');`],
  ]),
  ['apps/sidebar/src/stores/session.ts', `sessionStorage.setItem('a', 'b');`],
  ['apps/sidebar/src/ui/row.ts', `import { useSession } from '../stores/session';`],
  ['apps/sidebar/src/ui/row.ts', `import type { Card } from '@sidecard/contracts';`],
];

const allowed: [file: string, code: string][] = [
  ['apps/api/src/crm/customers/customers.service.ts', `export * from '../../wecom/index.js';`],
  ['apps/api/src/crm/customers/customers.controller.ts', `export * from '../../auth/index.js';`],
  ['apps/api/src/wecom/http/wecom-transport.ts', `export * from 'axios';`],
  ['apps/api/src/webhooks/webhook-post.ts', `export * from 'axios';`],
  ['apps/api/src/webhooks/webhooks.module.ts', `export * from '@nestjs/axios';`],
  ['apps/api/src/crm/news/customer-news.ts', `export * from '../../webhooks/index.js';`],
  ['apps/api/src/wecom/wecom.module.ts', `export * from './callbacks/wecom-callbacks.js';`],
  ['apps/api/src/callbacks/callbacks.service.ts', `export * from './callback-inbox.js';`],
  ['apps/api/src/app.module.ts', `export * from './callbacks/index.js';`],
  ['apps/api/src/sync/sync-steps.ts', `export * from '../crm/index.js';`],
  ['apps/api/test/card.spec.ts', `export * from '@sidecard/simulator';`],
  ['apps/simulator/jest.config.js', `export * from '@sidecard/testing';`],
  ['apps/sidebar/src/host/wecom-host.ts', `export * from '@wecom/jssdk';`],
  ['apps/sidebar/src/identity/web-view.ts', `export const kept = sessionStorage.getItem('a');`],
  ['libs/contracts/src/card.ts', `export * from 'zod/mini';`],
];

const boundaryRule = /no-restricted-imports|no-restricted-globals|no-process-env/;

describe('a boundary is held by lint', () => {
  it('refuses what must not be written there', async () => {
    const held = await boundariesHit(refused);

    expect(refused.filter((_, index) => !held.has(index))).toEqual([]);
  });

  it('lets through what is the way to do it', async () => {
    const held = await boundariesHit(allowed);

    expect(allowed.filter((_, index) => held.has(index))).toEqual([]);
  });
});

/** Which of the samples break a boundary. Each is a tree of its own beside a copy of our rules, so that one run sees all. */
async function boundariesHit(samples: [file: string, code: string][]): Promise<Set<number>> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-boundaries-'));
  try {
    for (const [index, [file, code]] of samples.entries()) {
      const path = join(folder, String(index), file);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, `${code}\n`);
      copyFileSync(`${paths.root}.oxlintrc.json`, join(folder, String(index), '.oxlintrc.json'));
    }
    const { stdout } = await execa(`${paths.root}node_modules/.bin/oxlint`, ['--format', 'json', '.'], {
      cwd: folder,
      reject: false,
    });
    const report: { diagnostics: { code: string; filename: string }[]; number_of_files: number } =
      JSON.parse(stdout);
    expect(report.number_of_files).toBe(samples.length);
    return new Set(
      report.diagnostics
        .filter(({ code }) => boundaryRule.test(code))
        .map(({ filename }) => Number(filename.split('/')[0])),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
