import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { AppScope } from '@sidecard/contracts';
import { createSimulator, getApp, getCorp, type Simulator } from '@sidecard/simulator';
import { createConnection } from 'mysql2/promise';
import { DataSource } from 'typeorm';
import { CallbackEventRow } from '../../src/callbacks/callback-event.entity.js';
import { Customer } from '../../src/crm/customers/customer.entity.js';
import { FollowRelation } from '../../src/crm/customers/follow-relation.entity.js';
import { GroupChat, GroupChatMember } from '../../src/crm/groups/group-chat.entity.js';
import { CorpTag } from '../../src/crm/tags/corp-tag.entity.js';
import { TimelineEntry } from '../../src/crm/timeline/timeline-entry.entity.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { callbackSecrets, callbackUrl } from '../../test/support/called-back.js';
import { ApiProcess } from './api-process.js';
import { Balancer } from './balancer.js';

const runFile = promisify(execFile);
const dist = (file: string) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

const corpId = 'wwspruce0a1b2c3d4e';
export const apps: AppScope[] = [
  { corpId, agentId: 1_000_002 },
  { corpId, agentId: 1_000_003 },
];
const GROWTH = { members: 30, customers: 2_000, seed: 5 };

/** Two API processes on one MySQL and one Redis, and a company whose every doing the platform tells them. */
export class Ground {
  private constructor(
    readonly simulator: Simulator,
    readonly database: DataSource,
    readonly databaseUrl: string,
    readonly processes: ApiProcess[],
    private readonly balancer: Balancer,
    private readonly folder: string,
  ) {}

  static async prepare(mysqlUrl: string, redisUrl: string): Promise<Ground> {
    const name = `sidecard_bench_${randomBytes(4).toString('hex')}`;
    const databaseUrl = await createDatabase(mysqlUrl, name);
    const simulator = await createSimulator();
    const corp = getCorp(simulator.world, corpId);
    simulator.growWorld(corp, GROWTH);
    // Who left before anybody was told of it can't be known.
    for (const { relations } of corp.customers)
      for (const relation of relations) if (relation.deletedBy === 'customer') relation.deletedBy = null;

    const folder = mkdtempSync(join(tmpdir(), 'sidecard-bench-'));
    const env = {
      PATH: process.env['PATH'],
      SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
      WECOM_API_BASE_URL: simulator.url,
      WECOM_OAUTH_BASE_URL: simulator.url,
      MYSQL_URL: databaseUrl,
      REDIS_URL: redisUrl,
      CACHE_NAMESPACE: name,
      BACKGROUND_WORK: 'inbox',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      LIMIT_ADDRESS: '1000000',
      ...secretsOf(simulator),
    };
    writeFileSync(env.SIDECARD_CONFIG, yaml());
    await runFile('node', [dist('cli/migrate.js')], { env });
    await runFile('node', [dist('cli/sync.js'), '--corp', corpId, '--json'], { env, maxBuffer: 2 ** 26 });

    const processes = ['first', 'second'].map(
      (one) => new ApiProcess(dist('main.js'), env, join(folder, `${one}.log`)),
    );
    await Promise.all(processes.map((one) => one.start()));
    const balancer = await Balancer.start(() => processes.map(({ port }) => port).filter((port) => port > 0));
    Object.assign(simulator.callbacks.manners, { parallel: 16 });
    for (const app of apps)
      getApp(corp, app.agentId).callback = {
        url: callbackUrl(`http://127.0.0.1:${balancer.port}`, app),
        ...callbackSecrets(app),
      };
    const database = await new DataSource({
      ...dataSourceOptions({ kind: 'mysql', url: databaseUrl }),
      entities: [
        CallbackEventRow,
        CorpTag,
        Customer,
        FollowRelation,
        GroupChat,
        GroupChatMember,
        TimelineEntry,
      ],
    }).initialize();
    return new Ground(simulator, database, databaseUrl, processes, balancer, folder);
  }

  get corp() {
    return getCorp(this.simulator.world, corpId);
  }

  /** One of the processes itself: whoever measures them does not want to measure what stands in front. */
  originOf(n: number): string {
    return `http://127.0.0.1:${this.processes[n % this.processes.length]?.port}`;
  }

  /** Until nothing waits, or somebody would have to look. @returns how many events are not done */
  async drained(): Promise<number> {
    const rows = this.database.getRepository(CallbackEventRow);
    for (;;) {
      const [pending, dead] = await Promise.all([
        rows.count({ where: [{ state: 'waiting' }, { state: 'working' }] }),
        rows.count({ where: { state: 'dead' } }),
      ]);
      if (pending === 0) return dead;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async close(): Promise<void> {
    await this.simulator.close();
    this.balancer.close();
    await Promise.all(this.processes.map((one) => one.kill()));
    await this.database.destroy();
    rmSync(this.folder, { recursive: true });
  }
}

async function createDatabase(mysqlUrl: string, name: string): Promise<string> {
  const admin = await createConnection(mysqlUrl);
  await admin.query(`CREATE DATABASE ${name}`);
  await admin.end();
  return Object.assign(new URL(mysqlUrl), { pathname: `/${name}` }).href;
}

function yaml(): string {
  const declared = apps.map(
    ({ agentId }) => `      - agentId: ${agentId}
        name: app ${agentId}
        secret: { env: SECRET_${agentId} }
        callback: { token: { env: TOKEN_${agentId} }, encodingAesKey: { env: KEY_${agentId} } }
`,
  );
  return `publicOrigin: https://crm.example.com
corps:
  - corpId: ${corpId}
    name: 云杉
    apps:
${declared.join('')}`;
}

function secretsOf(simulator: Simulator): Record<string, string> {
  return Object.fromEntries(
    apps.flatMap((app) => {
      const { token, encodingAesKey } = callbackSecrets(app);
      const { secret } = getApp(getCorp(simulator.world, app.corpId), app.agentId);
      return [
        [`SECRET_${app.agentId}`, secret],
        [`TOKEN_${app.agentId}`, token],
        [`KEY_${app.agentId}`, encodingAesKey],
      ];
    }),
  );
}
