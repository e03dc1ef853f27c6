import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { demoPorts } from './demo-programs.js';
import { main } from './failure.js';
import { paths } from './paths.js';
import { freePorts } from './ports.js';
import { provideChromium } from './testing/chromium.js';
import { provideMysql } from './testing/mysql.js';
import { provideNginx } from './testing/nginx.js';
import { provideRedis } from './testing/redis.js';
import type { Provided } from './testing/service.js';
import { Tally } from './testing/tally.js';

const projects = [
  'libs/contracts',
  'apps/simulator',
  'apps/sidebar',
  'apps/launcher',
  'apps/api',
  'apps/api/jest.embedded.config.js',
];
/** Well beyond what the longest step takes on a busy machine. */
const STEP_MS = 45 * 60_000;
/** Of the production shape (production.ts), behind those of two demos. */
const PRODUCTION_PORTS = 7;
const onServers = 'apps/api/jest.servers.config.js';

/** `pnpm test`: everything there is to check. Ends with a line `N passed, N failed`. */
await main(async () => {
  const tally = new Tally();
  const reports = mkdtempSync(join(tmpdir(), 'sidecard-reports-'));

  for (const check of ['format:check', 'build', 'lint', 'types']) {
    say(check);
    tally.check(await run('pnpm', ['run', check]));
  }

  const [mysql, redis, chromium] = await Promise.all([
    provideMysql(process.env['TEST_MYSQL_URL']),
    provideRedis(process.env['TEST_REDIS_URL']),
    provideChromium(),
  ]);
  const nginx = provideNginx();
  try {
    say('units and integration');
    const servers = mysql.found && redis.found;
    const jestReport = join(reports, 'jest.json');
    const jestSucceeded = await run(
      'node',
      [
        '--experimental-vm-modules',
        '--no-warnings',
        'node_modules/jest/bin/jest.js',
        '--json',
        // Modules of a finished suite stay in memory: past this a fresh process goes on.
        '--workerIdleMemoryLimit=1GB',
        // A hook that starts a whole system may wait for a busy machine; nothing is proved by its being quick.
        '--testTimeout=60000',
        `--outputFile=${jestReport}`,
        '--projects',
        ...projects,
        ...(servers ? [onServers] : []),
      ],
      servers ? { TEST_MYSQL_URL: mysql.value, TEST_REDIS_URL: redis.value } : {},
    );
    tally.addJestReport(jestReport, jestSucceeded);

    if (chromium.found) {
      say('journeys in Chromium');
      const report = join(reports, 'playwright.json');
      const succeeded = await run('pnpm', ['--dir', 'apps/e2e', 'exec', 'playwright', 'test'], {
        E2E_CHROMIUM: chromium.value,
        // Some journeys have a demo of their own, beside the one of all others.
        E2E_PORT: String(await freePorts(2 * Object.keys(demoPorts({})).length + PRODUCTION_PORTS)),
        E2E_REPORT: report,
        ...(mysql.found ? { TEST_MYSQL_URL: mysql.value } : {}),
        ...(nginx.found ? { E2E_NGINX: nginx.value } : {}),
      });
      tally.addPlaywrightReport(report, succeeded);
    }
  } finally {
    for (const service of [mysql, redis, chromium]) if (service.found) await service.stop();
    rmSync(reports, { recursive: true, force: true });
  }

  const missing = [mysql, redis, chromium, nginx].filter((service) => !service.found);
  tell(missing);
  if (process.env['CI'] === 'true') tally.add(0, missing.length);
  process.stdout.write(`${tally.passed} passed, ${tally.failed} failed\n`);
  process.exitCode = tally.failed > 0 ? 1 : 0;
});

function say(step: string): void {
  process.stdout.write(`\n— ${step}\n`);
}

/** What could not be found, in capital letters, with the command that would provide it. */
function tell(missing: Provided[]): void {
  for (const service of missing) {
    if (service.found) continue;
    process.stdout.write(`\nNOT TESTED: ${service.name} IS MISSING. Provide it with: ${service.command}\n`);
  }
  process.stdout.write('\n');
}

/** One step. It is ended, and has failed, when it does not stop by itself. */
async function run(command: string, args: string[], env: Record<string, string> = {}): Promise<boolean> {
  const result = await execa(command, args, {
    cwd: paths.root,
    env,
    stdio: 'inherit',
    reject: false,
    timeout: STEP_MS,
    killSignal: 'SIGKILL',
  });
  if (result.timedOut) say(`${command} ${args[0] ?? ''} did not stop by itself`);
  return !result.failed;
}
