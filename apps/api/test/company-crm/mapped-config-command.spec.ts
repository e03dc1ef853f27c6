import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startSystem, type System } from '../support/system.js';
import { loggedIn, sprucesSales } from '../support/web-view.js';
import { createCompanyDatabase, type CompanyDatabase } from './company-database.js';
import { goodMapping, goodSchema } from './support/good-crm.js';
import { edited } from './support/spoiled.js';

/** The command as ops run it, on the set-up of a real system. */

const command = fileURLToPath(new URL('../../dist/cli/config.js', import.meta.url));
const run = promisify(execFile);
const { corpId, agentId } = sprucesSales;

let crm: CompanyDatabase;
let system: System;
let folder: string;
beforeAll(async () => {
  crm = await createCompanyDatabase(goodSchema);
  system = await startSystem();
  folder = mkdtempSync(join(tmpdir(), 'sidecard-config-'));
  await (await loggedIn(system)).card('wmLinXiaoyu');
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await system.close();
  await crm.dispose();
});

async function config(mapping: string | null, ...given: string[]): Promise<string> {
  const crmFile = mapping === null ? '' : '    crm: { file: own-crm.yaml }\n';
  writeFileSync(
    join(folder, 'sidecard.yaml'),
    `publicOrigin: https://crm.example.com\ncorps:\n  - corpId: ${corpId}\n    name: 云杉\n${crmFile}    apps: [{ agentId: ${agentId}, name: 名片, secret: { env: SECRET } }]\n`,
  );
  if (mapping !== null) writeFileSync(join(folder, 'own-crm.yaml'), mapping);
  const { database, cache } = system.config;
  const env = {
    PATH: process.env['PATH'],
    SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
    SECRET: 'secret',
    CRM_DATABASE_URL: crm.url,
    CACHE_NAMESPACE: cache.namespace,
    ...(database.kind === 'mysql' ? { MYSQL_URL: database.url } : {}),
    ...(cache.kind === 'redis' ? { REDIS_URL: cache.url } : {}),
  };
  return (await run('node', [command, ...given], { env })).stdout;
}

const failure = (...lines: string[]) => ({ code: 1, stdout: '', stderr: `${lines.join('\n')}\n` });

describe('config check', () => {
  it('says in one line for each corp what it has checked', async () => {
    await expect(config(goodMapping, 'check')).resolves.toBe(
      `${corpId}: the CRM is as its mapping says: customers in customers, 10 fields, 1 lists\n`,
    );
    await expect(config(null, 'check')).resolves.toBe(`${corpId}: Sidecard's own tables are the CRM\n`);
  });

  it('fails with a line for each flaw, whether the CRM has to be asked for it or not', async () => {
    const file = join(folder, 'own-crm.yaml');
    await expect(config(edited(goodMapping, ['  key: id', '  keys: id']), 'check')).rejects.toMatchObject(
      failure(
        `${file}:4 customer.key: it is missing`,
        `${file}:6 customer.keys: there is no such key here; is it key?`,
      ),
    );
    const two = edited(goodMapping, ['column: tags', 'column: tag'], ['orders/{number}', 'orders/{no}']);
    await expect(config(two, 'check')).rejects.toMatchObject(
      failure(
        `${file}:30 fields[5].column: customers has no column tag that this user may read; is it tags?`,
        `${file}:50 lists[0].link: orders has no column no that this user may read`,
      ),
    );
  });

  it('fails where the CRM does not answer, and says no password', async () => {
    const url = new URL(crm.url);
    url.port = '1';
    const elsewhere = edited(goodMapping, ['{ env: CRM_DATABASE_URL }', '{ file: url.txt }']);
    writeFileSync(join(folder, 'url.txt'), url.href);
    await expect(config(elsewhere, 'check')).rejects.toMatchObject(
      failure(`${join(folder, 'own-crm.yaml')}:2 database.url: the CRM does not answer (ECONNREFUSED)`),
    );
  });
});

describe('config preview', () => {
  const contact = ['--corp', corpId, '--contact', 'wmLinXiaoyu'];

  it('prints the card of a contact, with what is masked masked', async () => {
    await crm.run(
      `INSERT INTO customers (id, external_id, name, company, phone, level, balance, tags, deleted)
       VALUES (7, 'wmLinXiaoyu', '林晓雨', '小雨咖啡', '13800000007', 'A', 1200.50, '滤芯,净水', 0)`,
    );
    await crm.run(
      `INSERT INTO orders (id, number, customer_id, shop_id, title, amount, status, ordered_at)
       VALUES (70, 'S-70', 7, 1, '净水器', 3600, 1, NOW())`,
    );
    try {
      const zh = await config(goodMapping, 'preview', ...contact);
      expect(zh.split('\n').slice(0, 5)).toEqual([
        '林晓雨  (按外部联系人 ID)',
        'https://crm.example.com/customers/7',
        '等级  [重点]',
        '电话  138****0007',
        '建档  —',
      ]);
      expect(zh).toContain('\n净水器  ¥3,600.00  [已付款]  https://crm.example.com/orders/S-70\n');
      // Only supervisors are shown it.
      expect(zh).not.toContain('余额');
      const en = await config(goodMapping, 'preview', ...contact, '--as', 'corp', '--lang', 'en');
      expect(en).toContain('林晓雨  (by the external user id)\n');
      expect(en).toMatch(/\n余额 +CN¥1,200\.50\n/);
      expect(en).toContain('\nMore\n');
    } finally {
      await crm.run('DELETE FROM orders WHERE id = 70');
      await crm.run('DELETE FROM customers WHERE id = 7');
    }
  });

  it('says so when there is no record', async () => {
    await expect(config(goodMapping, 'preview', ...contact)).resolves.toBe('没有找到记录。\n');
  });

  it.each([
    [
      ['--corp', corpId, '--contact', 'wmNobody'],
      'Sidecard has not been told of wmNobody yet: open the chat, or run sync',
    ],
    [['--corp', 'wwother', '--contact', 'wmLinXiaoyu'], 'no corp wwother is declared'],
    [[...contact, '--agent', '1'], `no app 1 of ${corpId} is declared`],
  ])('refuses what it does not know: %j', async (given, words) => {
    await expect(config(goodMapping, 'preview', ...given)).rejects.toMatchObject(failure(words));
  });

  it('refuses a flawed mapping as the API does', async () => {
    await expect(
      config(edited(goodMapping, ['column: tags', 'column: tag']), 'preview', ...contact),
    ).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('own-crm.yaml:30 fields[5].column') });
  });
});
