import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { scriptPaths } from '@sidecard/contracts';
import { createClient } from 'redis';
import { SessionRevocations } from '../src/auth/index.js';
import type { AppConfig } from '../src/config/app-config.js';
import { createApp } from '../src/create-app.js';
import { drainInbox } from './support/drain.js';
import { storedImage } from './support/scripts.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';

const run = promisify(execFile);
const CUSTOMER = 'wmLinXiaoyu';

let system: System;
let folder: string;
/** Where members reach the API, whichever it is by then. */
let reachable: Pick<System, 'apiUrl' | 'origin' | 'simulator'>;
let zhangWei: WebView;
let imageId: string;
let restored: NestFastifyApplication | undefined;
const restoredName = `sidecard_test_${randomBytes(6).toString('hex')}`;
beforeAll(async () => {
  system = await startSystem();
  folder = await mkdtemp(join(tmpdir(), 'sidecard-backup-'));
  reachable = { apiUrl: system.apiUrl, origin: system.origin, simulator: system.simulator };
  zhangWei = await loggedIn(reachable);
  await zhangWei.card(CUSTOMER);
  await zhangWei.addFollowUp(CUSTOMER, "约了周六 🚰 'quoted' \\ back", { nextContactOn: '2027-01-02' });
  await zhangWei.setStage(CUSTOMER, 'proposal');
  await zhangWei.changeRemark(CUSTOMER, { remark: '还没写给微信' });
  imageId = await storedImage(zhangWei);
  system.simulator.happen({
    kind: 'memberEditsCustomer',
    corpId: sprucesSales.corpId,
    userId: 'ZhangWei',
    externalUserId: CUSTOMER,
    description: '想要软水机',
  });
  await drainInbox(system);
});
afterAll(async () => {
  await restored?.close();
  if (system.config.database.kind === 'mysql') {
    await sh([`mysql --defaults-extra-file=backup.cnf -e 'DROP DATABASE IF EXISTS ${restoredName}'`]);
  }
  await system.close();
  await rm(folder, { recursive: true });
});

/** What members see. */
async function seen(webView = zhangWei) {
  const card = await webView.card(CUSTOMER);
  const timeline = await webView.timeline(CUSTOMER);
  const image = await fetch(reachable.apiUrl + scriptPaths.image(imageId), {
    headers: {
      cookie: await webView.jar.getCookieString(reachable.apiUrl),
      'x-sidecard-web-view': webView.mark,
    },
  });
  expect([card.status, timeline.status, image.status]).toEqual([200, 200, 200]);
  return {
    card: card.body,
    timeline: timeline.body,
    image: Buffer.from(await image.arrayBuffer()).toString('base64'),
  };
}

/** The commands of the page that begin so, in their order. */
function commandsOfPage(...programs: string[]): string[] {
  const page = readFileSync(new URL('../../../docs/backup.md', import.meta.url), 'utf8');
  const lines = page.split('\n').filter((line) => line.startsWith('    '));
  return lines.map((line) => line.trim()).filter((line) => programs.includes(line.split(' ')[0] ?? ''));
}

async function sh(commands: string[]): Promise<void> {
  for (const command of commands) await run('sh', ['-c', command], { cwd: folder });
}

/** Follows the page. @returns where the restored data is */
async function backedUpAndRestored(): Promise<AppConfig['database']> {
  const { database } = system.config;
  if (database.kind === 'sqlite') {
    await system.app.close();
    const [make, backUp, restore] = commandsOfPage('mkdir', 'cp').map((command) =>
      command
        .replaceAll('sidecard.sqlite', basename(database.file))
        .replaceAll('.data', dirname(database.file)),
    );
    await sh([make ?? '', backUp ?? '', `rm ${database.file}*`, restore ?? '']);
    return database;
  }
  const url = new URL(database.url);
  await writeFile(
    join(folder, 'backup.cnf'),
    `[client]\nhost=${url.hostname}\nport=${url.port}\nuser=${url.username}\npassword=${url.password}\n`,
    { mode: 0o600 },
  );
  const [backUp, ...restore] = commandsOfPage('mysqldump', 'mysql').map((command) =>
    command
      .replaceAll(/ sidecard(?= )/g, ` ${url.pathname.slice(1)}`)
      .replaceAll(/\brestored\b/g, restoredName),
  );
  await sh([backUp ?? '']);
  await zhangWei.addFollowUp(CUSTOMER, '备份以后写的');
  await system.app.get(SessionRevocations, { strict: false }).revoke(sprucesSales, 'zhangwei');
  expect((await zhangWei.bootstrap()).body.code).toBe('SESSION_CHANGED');
  await system.app.close();
  await sh(restore);
  url.pathname = `/${restoredName}`;
  return { kind: 'mysql', url: url.href };
}

describe('a backup that is restored', () => {
  it('shows what was shown, and nothing that came after it', async () => {
    const before = await seen();
    expect(JSON.stringify(before.card)).toContain('还没写给微信');

    const database = await backedUpAndRestored();
    restored = await createApp({ ...system.config, database, logLevel: 'silent' }, { clock: system.clock });
    await restored.listen(0, '127.0.0.1');
    reachable.apiUrl = await restored.getUrl();
    system.simulator.showSidebarFrom(reachable.apiUrl);

    if (system.config.cache.kind === 'redis') expect(await seen()).toEqual(before);
    else expect((await zhangWei.bootstrap()).body.code).toBe('SESSION_CHANGED');
    expect(await seen(await loggedIn(reachable))).toEqual(before);
  });

  it('needs sessions to be ended, as the page says', async () => {
    if (!restored) throw new Error('nothing has been restored');
    const again = await loggedIn(reachable);
    expect((await again.bootstrap()).status).toBe(200);
    await restored.get(SessionRevocations, { strict: false }).revoke(sprucesSales);
    for (const webView of [again, zhangWei])
      expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
  });
});

it('losing Redis loses sessions, and nothing that members have written', async () => {
  const webView = await loggedIn(reachable);
  const before = await seen(webView);
  const { cache } = system.config;
  if (cache.kind !== 'redis') return expect(cache.kind).toBe('memory');
  const redis = createClient({ url: cache.url });
  await redis.connect();
  const keys = await redis.keys(`${cache.namespace}:*`);
  expect(keys.length).toBeGreaterThan(0);
  await redis.del(keys);
  await redis.quit();

  expect((await webView.bootstrap()).body.code).toBe('SESSION_CHANGED');
  expect(await seen(await loggedIn(reachable))).toEqual(before);
});
