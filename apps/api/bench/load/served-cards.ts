import { execFile } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { apiPaths, WEB_VIEW_HEADER } from '@sidecard/contracts';
import { Secrets } from '@sidecard/testing/secrets';
import { createSimulator, getCorp, type Simulator } from '@sidecard/simulator';
import { createConnection, type Connection } from 'mysql2/promise';
import { loggedIn, sprucesSales } from '../../test/support/web-view.js';
import { ApiProcess } from '../callbacks/api-process.js';
import { customerAt, fill, FOLLOWERS, followerOf } from './fill.js';

const runFile = promisify(execFile);
const dist = (file: string) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

/** Salespeople of the company, and those of them who have the sidebar open. */
const GROWTH = { members: 200, customers: 50, seed: 11 };
const OPEN = 16;
const LOG = 'api.log';
const SECRET = 'spruce-sales-secret-for-the-simulator-only';

/** A customer, and somebody who serves them. */
export interface Pair {
  externalUserId: string;
  userId: string;
}

/** One API process, as it is deployed, on a database with so many customers; and members who are logged in. */
export class ServedCards {
  private constructor(
    readonly customers: number,
    readonly databaseUrl: string,
    readonly admin: Connection,
    readonly api: ApiProcess,
    private readonly userIds: string[],
    /** Of those who are logged in: the headers of their pages. */
    private readonly headers: Map<string, Record<string, string>>,
    private readonly simulator: Simulator,
    private readonly folder: string,
  ) {}

  static async prepare(mysqlUrl: string, redisUrl: string, customers: number): Promise<ServedCards> {
    const name = `sidecard_bench_${randomBytes(4).toString('hex')}`;
    const server = await createConnection(mysqlUrl);
    await server.query(`CREATE DATABASE ${name}`);
    await server.end();
    const databaseUrl = Object.assign(new URL(mysqlUrl), { pathname: `/${name}` }).href;
    const simulator = await createSimulator();
    const { corpId } = sprucesSales;
    simulator.growWorld(getCorp(simulator.world, corpId), GROWTH);
    const folder = mkdtempSync(join(tmpdir(), 'sidecard-bench-'));
    const env = {
      PATH: process.env['PATH'],
      SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
      WECOM_API_BASE_URL: simulator.url,
      WECOM_OAUTH_BASE_URL: simulator.url,
      WECOM_LOGIN_BASE_URL: simulator.url,
      PUBLIC_ORIGIN: simulator.webViewOrigin,
      SECRET,
      MYSQL_URL: databaseUrl,
      REDIS_URL: redisUrl,
      CACHE_NAMESPACE: name,
      BACKGROUND_WORK: 'none',
      HOST: '127.0.0.1',
      PORT: '0',
      LOG_LEVEL: 'info',
      LIMIT_ADDRESS: '1000000000',
      LIMIT_WEB_VIEW: '1000000000',
    };
    writeFileSync(env.SIDECARD_CONFIG, yaml());
    await runFile('node', [dist('cli/migrate.js')], { env });
    // Names of members and tags are asked for once, and are there when cards are.
    await runFile('node', [dist('cli/sync.js'), '--corp', corpId, '--json'], { env, maxBuffer: 2 ** 26 });
    const admin = await createConnection(databaseUrl);
    const userIds = getCorp(simulator.world, corpId)
      .members.filter(({ customerContact }) => customerContact)
      .map(({ userId }) => userId.toLowerCase());
    await fill(admin, { ...sprucesSales, userIds, customers });

    const api = new ApiProcess(dist('main.js'), env, join(folder, LOG));
    await api.start();
    const apiUrl = `http://127.0.0.1:${api.port}`;
    simulator.showSidebarFrom(apiUrl);
    const headers = new Map<string, Record<string, string>>();
    for (const userId of userIds.slice(0, OPEN)) {
      const view = await loggedIn({ apiUrl, origin: simulator.webViewOrigin, simulator }, userId);
      headers.set(userId, {
        cookie: await view.jar.getCookieString(apiUrl),
        [WEB_VIEW_HEADER]: view.mark,
      });
    }
    return new ServedCards(customers, databaseUrl, admin, api, userIds, headers, simulator, folder);
  }

  /** Anybody whom somebody serves who is logged in. */
  any(): Pair {
    for (;;) {
      const number = randomInt(1, this.customers + 1);
      const place = followerOf(number, randomInt(FOLLOWERS), this.userIds.length);
      const userId = this.userIds[place];
      if (userId !== undefined && this.headers.has(userId))
        return { externalUserId: customerAt(number), userId };
    }
  }

  /** The request of a card, for a client of HTTP. */
  requestOf({ externalUserId, userId }: Pair) {
    return {
      origin: `http://127.0.0.1:${this.api.port}`,
      path: apiPaths.customerCard(externalUserId),
      method: 'GET' as const,
      headers: this.headers.get(userId) ?? {},
    };
  }

  /** What of all that is secret has been written to the process's files, or printed by it. */
  async secretsWritten(): Promise<{ lines: number; found: string[] }> {
    const sessions = [...this.headers.values()].flatMap(Object.values<string>);
    const proofs = sessions.map((value) => value.split('=').at(-1) ?? value);
    const secrets = new Secrets([...this.simulator.everythingSecret(), SECRET, ...proofs]);
    const lines = readFileSync(join(this.folder, LOG), 'utf8').split('\n').length - 1;
    return { lines, found: await secrets.foundInFiles(this.folder) };
  }

  async close(): Promise<void> {
    await this.api.kill();
    await this.simulator.close();
    await this.admin.query(`DROP DATABASE ${new URL(this.databaseUrl).pathname.slice(1)}`);
    await this.admin.end();
    rmSync(this.folder, { recursive: true });
  }
}

function yaml(): string {
  const { corpId, agentId } = sprucesSales;
  return `publicOrigin: { env: PUBLIC_ORIGIN }
corps:
  - corpId: ${corpId}
    name: 云杉净水
    apps:
      - { agentId: ${agentId}, name: 客户名片, secret: { env: SECRET } }
`;
}
