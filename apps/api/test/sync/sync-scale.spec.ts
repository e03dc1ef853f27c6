import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createSimulator, getApp, getCorp, type Simulator } from '@sidecard/simulator';
import { DataSource } from 'typeorm';
import * as z from 'zod';
import { Customer } from '../../src/crm/customers/customer.entity.js';
import { FollowRelation } from '../../src/crm/customers/follow-relation.entity.js';
import { GroupChat, GroupChatMember } from '../../src/crm/groups/group-chat.entity.js';
import { CorpTag } from '../../src/crm/tags/corp-tag.entity.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { SyncState } from '../../src/sync/sync-state.entity.js';
import { crmOf, withoutLeaving, worldOf } from '../support/compare-world.js';
import { createStorage, type Storage } from '../support/storage.js';
import { sprucesSales } from '../support/web-view.js';

const command = fileURLToPath(new URL('../../dist/cli/sync.js', import.meta.url));
const { corpId, agentId } = sprucesSales;
/** So little that what piles up is either collected or the end of the process. */
const HEAP_MB = 80;
const GROWTH = { members: 50, customers: 20_000, seed: 20 };

/** What the command says after each step. */
const stepSchema = z.object({
  phase: z.string(),
  customers: z.number(),
  share: z.number(),
  heapBytes: z.number(),
});
type Step = z.infer<typeof stepSchema>;

let simulator: Simulator;
let storage: Storage;
let database: DataSource;
let folder: string;
let running: ChildProcess | undefined;
beforeAll(async () => {
  storage = await createStorage();
  simulator = await createSimulator();
  simulator.growWorld(getCorp(simulator.world, corpId), GROWTH);
  simulator.limits.switchOn();
  const entities = [CorpTag, Customer, FollowRelation, GroupChat, GroupChatMember, SyncState];
  database = await new DataSource({ ...dataSourceOptions(storage.database), entities }).initialize();
  await database.runMigrations({ transaction: 'each' });
  folder = mkdtempSync(join(tmpdir(), 'sidecard-sync-'));
  writeFileSync(
    join(folder, 'sidecard.yaml'),
    `publicOrigin: https://crm.example.com
corps:
  - { corpId: ${corpId}, name: 云杉, apps: [{ agentId: ${agentId}, name: 名片, secret: { env: SECRET } }] }
`,
  );
});
afterAll(async () => {
  running?.kill('SIGKILL');
  await simulator.close();
  await database.destroy();
  await storage.dispose();
  rmSync(folder, { recursive: true });
});

/** Runs the command to its end, or until `enough`: then it is killed on the spot. */
async function sync(enough: (step: Step) => boolean = () => false): Promise<Step[]> {
  const child = spawn('node', [`--max-old-space-size=${HEAP_MB}`, command, '--corp', corpId, '--json'], {
    env: {
      PATH: process.env['PATH'],
      SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
      WECOM_API_BASE_URL: simulator.url,
      WECOM_OAUTH_BASE_URL: simulator.url,
      SECRET: getApp(getCorp(simulator.world, corpId), agentId).secret,
      CACHE_NAMESPACE: storage.cache.namespace,
      ...(storage.database.kind === 'mysql'
        ? { MYSQL_URL: storage.database.url }
        : { SQLITE_FILE: storage.database.file }),
      ...(storage.cache.kind === 'redis' ? { REDIS_URL: storage.cache.url } : {}),
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running = child;
  const ended = once(child, 'exit');
  const steps: Step[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const step = stepSchema.parse(JSON.parse(line));
    steps.push(step);
    if (enough(step)) child.kill('SIGKILL');
  }
  const [code, signal] = await ended;
  expect(signal ?? code).toBe(enough(steps.at(-1) ?? neverSaid()) ? 'SIGKILL' : 0);
  return steps;
}

function neverSaid(): never {
  throw new Error('the command has said nothing');
}

const pagesAsked = () =>
  simulator.calls.calls.filter(({ path }) => path.endsWith('/externalcontact/batch/get_by_user')).length;

describe('a sync of 20,000 customers of 50 members', () => {
  it('is killed in the middle, goes on from there, ends with everything, and asks for nothing twice', async () => {
    const before = await sync(({ customers }) => customers > GROWTH.customers / 2);
    // Nobody waits for the minute until the dead process is missed.
    await database.getRepository(SyncState).update({ corpId, agentId }, { leaseUntil: 0 });
    const begun = performance.now();
    const after = await sync();
    const seconds = (performance.now() - begun) / 1000;

    expect(after[0]?.customers).toBeGreaterThan(GROWTH.customers / 2);
    const world = worldOf({ simulator }, sprucesSales);
    expect(withoutLeaving(await crmOf(database, sprucesSales))).toEqual(withoutLeaving(world));
    const served = new Map<string, number>();
    for (const { userId } of world.customers.flatMap(({ followers }) => followers))
      served.set(userId, (served.get(userId) ?? 0) + 1);
    const pages = [...served.values()].reduce((sum, count) => sum + Math.ceil(count / 100), 0);
    // The page under way at the kill, and one for each member who has nobody.
    expect(pagesAsked()).toBeGreaterThanOrEqual(pages);
    expect(pagesAsked()).toBeLessThanOrEqual(pages + 2 + getCorp(simulator.world, corpId).members.length);
    expect(simulator.limits.provoked).toEqual({ 45009: 0, 45033: 0 });

    const heaps = (steps: Step[]) => steps.map(({ heapBytes }) => heapBytes);
    const [early, late] = [heaps(before), heaps(after)].map((all) => Math.min(...all.slice(-40)) / 2 ** 20);
    expect(late ?? Infinity).toBeLessThan((early ?? 0) * 1.5);
    const rate = ((after.at(-1)?.customers ?? 0) - (after[0]?.customers ?? 0)) / seconds;
    process.stdout.write(
      `sync: ${world.customers.length} customers, ${rate.toFixed(0)} relations a second (group chats and all), ` +
        `heap ${early?.toFixed(0)} → ${late?.toFixed(0)} MB, ${pagesAsked()} pages for ${pages}\n`,
    );
  }, 300_000);
});
