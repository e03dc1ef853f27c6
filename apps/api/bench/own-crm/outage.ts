import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createSimulator } from '@sidecard/simulator';
import { createExampleCrm, exampleMapping } from '@sidecard/testing/crm-database';
import { loggedIn, sprucesSales, type WebView } from '../../test/support/web-view.js';
import { ApiProcess } from '../callbacks/api-process.js';

const runFile = promisify(execFile);
const dist = (file: string) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

const AT_A_TIME = 8;
/** Between two cards of the same member. Milliseconds. */
const PAUSE_MS = 20;
const BEFORE_MS = 5_000;
const AFTER_MS = 10_000;
const LIN = 'wmLinXiaoyu';

export interface Asked {
  /** Of `performance.now()`. */
  at: number;
  tookMs: number;
  status: number;
  crm: string;
}

export interface Outage {
  during: Asked[];
  /** Milliseconds from when the database was there again until no card was without it. */
  healedMs: number;
  others: Asked[];
}

/** A database that can be stopped and brought back. */
export interface Switch {
  off: () => Promise<void>;
  on: () => Promise<void>;
}

/** Cards are asked for all the time, over HTTP, of a process as it is deployed; its CRM is away for a while. */
export async function goOut(mysqlUrl: string, database: Switch, seconds: number): Promise<Outage> {
  const crm = await createExampleCrm(mysqlUrl, 'plain');
  const simulator = await createSimulator();
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-bench-'));
  const env = {
    PATH: process.env['PATH'],
    SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
    SQLITE_FILE: join(folder, 'sidecard.sqlite'),
    WECOM_API_BASE_URL: simulator.url,
    WECOM_OAUTH_BASE_URL: simulator.url,
    WECOM_LOGIN_BASE_URL: simulator.url,
    PUBLIC_ORIGIN: simulator.webViewOrigin,
    SECRET: 'spruce-sales-secret-for-the-simulator-only',
    CRM_DATABASE_URL: crm.url,
    BACKGROUND_WORK: 'none',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'info',
    LIMIT_ADDRESS: '1000000',
    LIMIT_WEB_VIEW: '1000000',
  };
  writeFileSync(env.SIDECARD_CONFIG, yaml(relative(folder, fileURLToPath(exampleMapping('plain')))));
  await runFile('node', [dist('cli/migrate.js')], { env });
  const api = new ApiProcess(dist('main.js'), env, join(folder, 'api.log'));
  try {
    await api.start();
    const apiUrl = `http://127.0.0.1:${api.port}`;
    simulator.showSidebarFrom(apiUrl);
    const member = await loggedIn({ apiUrl, origin: simulator.webViewOrigin, simulator });
    return await askAllAlong(member, database, seconds);
  } finally {
    await api.kill();
    await simulator.close();
    rmSync(folder, { recursive: true });
    await crm.admin.end().catch(() => undefined);
  }
}

async function askAllAlong(member: WebView, database: Switch, seconds: number): Promise<Outage> {
  const asked: Asked[] = [];
  const over = new AbortController();
  const askers = Array.from({ length: AT_A_TIME }, async () => {
    while (!over.signal.aborted) {
      const at = performance.now();
      const { status, body } = await member.card(LIN);
      asked.push({ at, tookMs: performance.now() - at, status, crm: body.crm.state });
      await wait(PAUSE_MS);
    }
  });
  await wait(BEFORE_MS);
  await database.off();
  const gone = performance.now();
  await wait(seconds * 1000);
  const returning = performance.now();
  await database.on();
  const back = performance.now();
  await wait(AFTER_MS);
  over.abort();
  await Promise.all(askers);
  const lastWithout = asked.findLast(({ crm, at }) => crm !== 'found' && at > gone)?.at ?? gone;
  const isDuring = ({ at }: Asked) => at >= gone && at < returning;
  return {
    during: asked.filter(isDuring),
    others: asked.filter((one) => !isDuring(one)),
    healedMs: Math.max(0, lastWithout - back),
  };
}

function yaml(mapping: string): string {
  const { corpId, agentId } = sprucesSales;
  return `publicOrigin: { env: PUBLIC_ORIGIN }
corps:
  - corpId: ${corpId}
    name: 云杉净水
    crm: { file: '${mapping}' }
    apps:
      - { agentId: ${agentId}, name: 客户名片, secret: { env: SECRET } }
`;
}
