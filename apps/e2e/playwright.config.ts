import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from '@playwright/test';

/** Set once by whoever starts Playwright, and inherited by its workers. */
process.env['E2E_PORT'] ??= '4700';
process.env['E2E_DATA'] ??= mkdtempSync(join(tmpdir(), 'sidecard-e2e-'));

const url = `http://127.0.0.1:${process.env['E2E_PORT']}/`;

export default defineConfig({
  testDir: 'journeys',
  // A company's own CRM is on a MySQL, and nginx stands in front in production: `pnpm test` says where they are, or that there is none.
  testIgnore: [
    ...(process.env['TEST_MYSQL_URL'] ? [] : ['own-crm.spec.ts']),
    ...(process.env['E2E_NGINX'] ? [] : ['production.spec.ts']),
  ],
  // One demo, one world: a journey must not meet another's faults.
  workers: 1,
  // A busy machine is slow now and then: what then fails is tried once more, and named as flaky at the end.
  retries: process.env['CI'] === 'true' ? 1 : 0,
  forbidOnly: true,
  reporter: process.env['E2E_REPORT']
    ? [['list'], ['json', { outputFile: process.env['E2E_REPORT'] }]]
    : 'list',
  outputDir: 'test-results',
  use: {
    baseURL: url,
    viewport: { width: 1280, height: 900 },
    locale: 'zh-CN',
    screenshot: 'only-on-failure',
    launchOptions: {
      ...(process.env['E2E_CHROMIUM'] ? { executablePath: process.env['E2E_CHROMIUM'] } : {}),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  webServer: {
    command: 'node --import tsx apps/launcher/src/demo.ts',
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    env: {
      DEMO_PORT: process.env['E2E_PORT'],
      DEMO_DATA: process.env['E2E_DATA'],
      // A sync would have asked for every customer before any journey does.
      DEMO_BACKGROUND_WORK: 'inbox,wecom-changes',
    },
    // The last of them to be there.
    url: `http://127.0.0.1:${Number(process.env['E2E_PORT']) + 2}/health/ready`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 10_000 },
  },
});
