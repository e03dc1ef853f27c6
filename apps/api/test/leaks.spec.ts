import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cacheKeysOf } from './support/inspect-storage.js';
import { startSystem, type System } from './support/system.js';
import { loggedIn, sprucesSales, type WebView } from './support/web-view.js';
import { writeChanges } from './support/written.js';

/** Everything a day brings, good and bad; then every line the API has said is searched for what it must not say. */
let system: System;
let zhangWei: WebView;
const answers: string[] = [];

beforeAll(async () => {
  system = await startSystem();
  const { faults } = system.simulator;
  zhangWei = await loggedIn(system);
  const keep = async (asked: Promise<{ body: unknown }>) => answers.push(JSON.stringify((await asked).body));

  await keep(zhangWei.bootstrap());
  await keep(zhangWei.card('wmLinXiaoyu'));
  await zhangWei.revealPhones('wmLinXiaoyu');
  await keep(zhangWei.card('wmNobody'));
  for (const fault of [
    { kind: 'http', status: 502, body: 'bad gateway' },
    { kind: 'errcode', errcode: 40058 },
  ] as const) {
    faults.nextCalls('/externalcontact/remark', fault, 3);
    await keep(zhangWei.changeRemark('wmLinXiaoyu', { remark: '滨江花园 一期', phones: ['13700010009'] }));
    await writeChanges(system);
    faults.clear();
    system.clock.advance({ seconds: 30 });
    await writeChanges(system);
    await keep(zhangWei.card('wmLinXiaoyu'));
  }

  faults.killToken(sprucesSales.corpId, sprucesSales.agentId, 42001);
  await keep(zhangWei.card('wmXuJing'));
  for (const fault of [
    { kind: 'errcode', errcode: 40014 },
    { kind: 'errcode', errcode: 99901 },
    { kind: 'http', status: 502, body: 'bad gateway' },
    { kind: 'http', status: 200, body: '{"errcode":0,"external_contact":{"name":13}}' },
  ] as const) {
    faults.nextCalls('/externalcontact/get', fault, 3);
    await keep(zhangWei.card('wmZhouMing'));
    faults.clear();
  }
  faults.killToken(sprucesSales.corpId, sprucesSales.agentId, 42001);
  faults.nextCalls('/gettoken', { kind: 'errcode', errcode: 40001 });
  await keep(zhangWei.card('wmQianFeng'));
  await keep(
    zhangWei.request(
      await zhangWei.authorize(await zhangWei.beginLogin()).then((url) => url.replace(/code=\w/, 'code=x')),
    ),
  );
  await system.database.query('DROP TABLE orders');
  await keep(zhangWei.card('wmXuJing'));
});
afterAll(() => system.close());

describe('what the API says', () => {
  it('was really listened to', () => {
    expect(system.logs.length).toBeGreaterThan(10);
    expect(system.logs.join('')).toContain('unexpected failure');
    expect(system.simulator.everythingSecret().length).toBeGreaterThan(8);
  });

  it('holds no secret, token, ticket or OAuth code', () => {
    const said = [...system.logs, ...answers].join('\n');
    expect(system.simulator.everythingSecret().filter((secret) => said.includes(secret))).toEqual([]);
  });

  it('holds no cookie and no mark', async () => {
    const said = [...system.logs, ...answers].join('\n');
    const [cookie] = await zhangWei.jar.getCookies(system.origin);
    expect(cookie?.value).toMatch(/^[\w-]{43}$/);
    expect(said).not.toContain(cookie?.value);
    expect(said).not.toContain(zhangWei.mark);
  });

  it('holds no customer’s phone number, name or remark', () => {
    const logged = system.logs.join('\n');
    for (const personal of ['13800010001', '13700010009', '55550101', '林小雨', '滨江花园'])
      expect(logged).not.toContain(personal);
    for (const phone of ['13800010001', '13700010009']) expect(answers.join('\n')).not.toContain(phone);
  });

  it('names corp, agent and request on every line about a member', () => {
    const cards = system.logs.map((line) => JSON.parse(line)).filter((line) => line.path?.endsWith('/card'));
    expect(cards.length).toBeGreaterThan(5);
    for (const line of cards) {
      expect(line).toMatchObject({ ...sprucesSales, userId: 'zhangwei', requestId: expect.any(String) });
    }
  });

  it('keeps secrets, cookies and marks out of cache keys', async () => {
    const keys = (await cacheKeysOf(system)).join('\n');
    const [cookie] = await zhangWei.jar.getCookies(system.origin);
    for (const secret of [...system.simulator.everythingSecret(), zhangWei.mark, cookie?.value ?? '-']) {
      expect(keys).not.toContain(secret);
    }
  });
});
