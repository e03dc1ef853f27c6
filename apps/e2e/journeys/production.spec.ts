import { readFile, rm, writeFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import type { Request } from '@playwright/test';
import type { Secrets } from '@sidecard/testing/secrets';
import type { Client } from '../support/client.js';
import { expect, journey } from '../support/journey.js';
import { Load, speakingOf, type Speaking } from '../support/load.js';
import { databaseOf, keptByPage, secretsUpToNow } from '../support/secrets.js';
import { apiUrl, opsUrl, Production, productionUrl, webUrl } from '../support/production.js';

/** How long MySQL and Redis are away. Milliseconds. */
const AWAY_MS = 10_000;
const BACK = { timeout: 20_000 };
const customer = 'wmHuangLi';

journey.use({ baseURL: productionUrl });
journey.describe.configure({ mode: 'serial', timeout: 180_000 });

let production: Production;
journey.beforeAll(async () => {
  journey.setTimeout(180_000);
  production = await Production.start();
});
let secrets: Secrets | undefined;
journey.afterAll(async () => {
  const printed = await production.stop();
  expect(printed).toContain('"statusCode":200');
  expect(secrets?.foundIn(printed)).toEqual([]);
  expect(printed.match(/access_token|[?&](code|state|ticket)=/g)).toBeNull();
});

async function opened(client: Client): Promise<Speaking> {
  const [request] = await Promise.all([
    client.page.waitForRequest((one: Request) => one.url().endsWith(`/customers/${customer}/card`)),
    client.open().then(() => client.chooseChat(customer)),
  ]);
  await client.showsCardOf(customer);
  return speakingOf(request, customer);
}

/** Whether a write got through before or after depends on the machine. */
function onlySaysSo(counts: Record<string, number>): void {
  const { '200': read, '201': _written, '503 NOT_READY': away, ...others } = counts;
  expect([read ?? 0, away ?? 0].every((count) => count > 0)).toBe(true);
  expect(others).toEqual({});
}

/** How often each of these notes is in the timeline. */
async function timesInTimeline(client: Client, { mark }: Speaking, notes: string[]): Promise<number[]> {
  const text = await client.sidebarFrame().evaluate(
    async ([path, webView]) => {
      let before: string | null = null;
      let all = '';
      do {
        const answer = await fetch(`${path}${before ? `?before=${before}` : ''}`, {
          headers: { 'x-sidecard-web-view': webView },
        });
        const page: { entries: object[]; next: string | null } = await answer.json();
        all += JSON.stringify(page.entries);
        before = page.next;
      } while (before);
      return all;
    },
    [`/api/customers/${customer}/timeline`, mark] as const,
  );
  return notes.map((note) => text.split(`"${note}"`).length - 1);
}

journey(
  'a card through nginx: packed files, walls, one request id from end to end',
  async ({ client, request }) => {
    const { mark } = await opened(client);
    await expect(client.name).toContainText('黄莉');

    const html = await request.get(`${webUrl}s/wwspruce0a1b2c3d4e/1000002`, {
      headers: { 'accept-encoding': 'gzip' },
    });
    expect(html.headers()).toMatchObject({
      'content-encoding': 'gzip',
      'cache-control': 'no-cache',
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self' 'sha256-"),
      'strict-transport-security': expect.stringContaining('max-age='),
    });
    const [, script = ''] = /src="\/(assets\/[^"]+\.js)"/.exec(await html.text()) ?? [];
    for (const [accepted, sent] of [
      ['br, gzip', 'br'],
      ['gzip', 'gzip'],
      ['identity', undefined],
    ] as const) {
      const file = await request.get(webUrl + script, { headers: { 'accept-encoding': accepted } });
      expect(file.headers()['content-encoding'], accepted).toBe(sent);
      expect(file.headers()).toMatchObject({
        'content-type': 'text/javascript; charset=utf-8',
        'cache-control': 'public, max-age=31536000, immutable',
        'x-content-type-options': 'nosniff',
      });
      expect(await file.text()).toContain('import');
    }
    expect(await (await request.get(`${webUrl}WW_verify_Sidecard00.txt`)).text()).toBe('Sidecard00');
    for (const closed of [
      'metrics',
      'health/credentials',
      'nginx.conf',
      'assets/../nginx.conf',
      'assets/none.js',
    ])
      expect((await request.get(webUrl + closed)).status(), closed).toBe(404);
    const token = (await readFile(`${production.logs}/../ops-token`, 'utf8')).trim();
    const asOps = { headers: { authorization: `Bearer ${token}` } };
    expect((await request.get(`${apiUrl}metrics`, asOps)).status()).toBe(404);
    expect((await request.get(`${opsUrl}metrics`)).status()).toBe(404);
    expect(await (await request.get(`${opsUrl}metrics`, asOps)).text()).toContain('sidecard_');

    // A megabyte is nginx's own limit: images of scripts may have ten.
    const image = {
      name: 'x-sidecard-file-name',
      type: 'application/x-sidecard-media',
      size: 3 * 1024 * 1024,
    };
    const stored = await client.sidebarFrame().evaluate(
      async ({ proof, name, type, size }) => {
        const bytes = new Uint8Array(size);
        bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
        const headers = { 'x-sidecard-web-view': proof, 'content-type': type, [name]: 'a.png' };
        const answer = await fetch('/api/script-media?kind=image', { method: 'POST', headers, body: bytes });
        return answer.status;
      },
      { ...image, proof: mark },
    );
    expect(stored).toBe(200);

    const id = 'given-by-a-load-balancer';
    const answer = await request.get(`${webUrl}api/bootstrap`, { headers: { 'x-request-id': id } });
    expect(answer.headers()['x-request-id']).toBe(id);
    expect(await readFile(`${production.logs}/access.log`, 'utf8')).toContain(`"requestId":"${id}"`);
  },
);

journey('the doctor finds nothing wrong with it', async () => {
  await production.carryOut({ kind: 'doctor' });
});

journey(
  'each API restarted in turn under load: no request fails, and no note is lost or doubled',
  async ({ client }) => {
    const speaking = await opened(client);
    const load = Load.begin(client.sidebarFrame(), speaking);
    await production.carryOut({ kind: 'restartApi', which: 0 });
    await production.carryOut({ kind: 'restartApi', which: 1 });
    const { counts, saved } = await load.end();

    expect(Object.keys(counts).toSorted()).toEqual(['200', '201']);
    expect(saved.length).toBeGreaterThan(5);
    expect(await timesInTimeline(client, speaking, saved)).toEqual(saved.map(() => 1));
    await client.writeNote('两次重启之后');
  },
);

journey('MySQL away for ten seconds: told so, nothing lost, back by itself', async ({ client, faults }) => {
  const speaking = await opened(client);
  const load = Load.begin(client.sidebarFrame(), speaking);
  await client.note.pressSequentially('数据库不在的时候写的');
  await production.carryOut({ kind: 'kill', service: 'mysql' });
  await wait(AWAY_MS / 2);
  await faults.happen({
    kind: 'memberEditsCustomer',
    userId: 'ZhangWei',
    externalUserId: customer,
    remark: '黄莉 停电时改的',
  });
  await wait(AWAY_MS / 2);
  await production.carryOut({ kind: 'revive', service: 'mysql' });
  await expect(async () => {
    // Whoever has looked meanwhile was told that it does not work just now, and to try again.
    const again = client.problem.getByRole('button', { name: '重试' });
    if (await again.isVisible()) await again.click();
    await expect(client.title).toContainText('停电时改的', { timeout: 1_000 });
  }).toPass(BACK);
  const { counts, saved } = await load.end();

  onlySaysSo(counts);
  expect(await timesInTimeline(client, speaking, saved)).toEqual(saved.map(() => 1));
  await expect(client.note).toHaveValue('数据库不在的时候写的');
  await client.save.click();
  await expect(client.card.getByTestId('follow-ups')).toContainText('数据库不在的时候写的', BACK);
});

journey(
  'Redis away for ten seconds: told so, nobody has to log in again, back by itself',
  async ({ client, faults }) => {
    const speaking = await opened(client);
    const logins = await faults.countLogins();
    const load = Load.begin(client.sidebarFrame(), speaking);
    await production.carryOut({ kind: 'kill', service: 'redis' });
    await wait(AWAY_MS);
    await production.carryOut({ kind: 'revive', service: 'redis' });
    await expect
      .poll(async () => (await client.page.request.get(`${webUrl}health/ready`)).status(), BACK)
      .toBe(200);
    const { counts, saved } = await load.end();

    onlySaysSo(counts);
    expect(await timesInTimeline(client, speaking, saved)).toEqual(saved.map(() => 1));
    await client.writeNote('缓存回来之后');
    expect(await faults.countLogins()).toBe(logins);
  },
);

journey('nothing secret was written down', async ({ client, context, request }) => {
  const { mark } = await opened(client);
  const cookies = (await context.cookies()).map(({ value }) => value);
  secrets = await secretsUpToNow(request, [mark, ...cookies]);

  expect(await secrets.foundInFiles(production.folder)).toEqual([]);
  expect(await readFile(`${production.logs}/access.log`, 'utf8')).not.toMatch(/[?&](code|state|ticket)=/);
  // The mark is the page's own; the cookie is none that it can read.
  const kept = async () => (await keptByPage(client.sidebarFrame())).replaceAll(mark, '');
  expect(secrets.foundIn(await kept())).toEqual([]);

  const [planted = ''] = cookies;
  const table = `${await databaseOf(production.folder)}/planted.ibd`;
  await writeFile(`${production.logs}/planted.log`, '{"phone":"13800010001"}');
  await writeFile(table, Buffer.concat([Buffer.alloc(5_000), Buffer.from(planted), Buffer.alloc(5_000)]));
  await client.sidebarFrame().evaluate((value) => sessionStorage.setItem('planted', value), planted);
  expect(await secrets.foundInFiles(production.folder)).toEqual([
    expect.stringMatching(/^a secret in \S+planted\.ibd$/),
    expect.stringMatching(/^a phone number in \S+planted\.log$/),
  ]);
  expect(secrets.foundIn(await kept())).toEqual(['a secret']);
  await rm(table);
});
