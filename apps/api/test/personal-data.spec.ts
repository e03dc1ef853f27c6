import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { scriptPaths, type AppScope } from '@sidecard/contracts';
import { getCorp, getRelation } from '@sidecard/simulator';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { SHARED_REDIS, type SharedRedis } from '../src/cache/shared-redis.js';
import { forgetShownCandidates, ShownCandidates } from '../src/crm/company/shown-candidates.js';
import { CustomerProfile } from '../src/crm/company/built-in/customer-profile.entity.js';
import { Order } from '../src/crm/company/built-in/order.entity.js';
import { CrmLink } from '../src/crm/company/links/crm-link.entity.js';
import { GroupChatMember } from '../src/crm/groups/group-chat.entity.js';
import { holdings, holdsNone } from '../src/personal-data/held.js';
import { PersonData } from '../src/personal-data/person-data.js';
import { SyncService } from '../src/sync/index.js';
import { drainInbox } from './support/drain.js';
import { primaryKeysOf } from './support/inspect-storage.js';
import type { Receiver } from './support/receiver.js';
import { SCRIPT_ID, writeScript } from './support/scripts.js';
import type { System } from './support/system.js';
import { startTelling } from './support/told.js';
import { begonias, json, loggedIn, sprucesSales, type WebView } from './support/web-view.js';

/** In both corps there is somebody of this id. */
const externalUserId = 'wmLinXiaoyu';
const GROUP = 'wrSpruceRiverside';
const ofSpruce = { corpId: sprucesSales.corpId, externalUserId };
/** What only this customer of 云杉净水 is called, has, or was written about. */
const PERSONAL = [externalUserId, '林小雨', '13800010001', '只和她谈过的事', '她的备注'];

let system: System;
let receivers: Receiver[];
let zhangWei: WebView;
let atBegonia: WebView;
let data: PersonData;
beforeAll(async () => {
  ({ system, receivers } = await startTelling([sprucesSales.corpId, begonias.corpId]));
  data = new PersonData(system.database, system.clock);
  zhangWei = await loggedIn(system);
  atBegonia = await loggedIn(system, 'ZhangWei', begonias);
  await system.app.get(SyncService, { strict: false }).runDue();
  for (const webView of [zhangWei, atBegonia]) await meet(webView);
});
afterAll(async () => {
  await system.close();
  for (const receiver of receivers) await receiver.stop();
});

/** Everything that can be done to a customer, so that every table knows of them. */
async function meet(webView: WebView): Promise<void> {
  const { corpId } = webView.app;
  const { manager } = system.database;
  const person = { corpId, externalUserId };
  await manager.upsert(CustomerProfile, { ...person, level: 'VIP', ownerUserId: 'zhangwei' }, [
    'corpId',
    'externalUserId',
  ]);
  await manager.insert(Order, {
    ...person,
    orderNumber: 'same-number',
    title: '只和她谈过的事',
    status: 'paid',
    amountMinor: 1,
    currency: 'CNY',
    orderedAt: system.clock.now(),
  });
  await manager.insert(CrmLink, { ...person, recordKey: '1', linkedByUserId: 'zhangwei', linkedAt: 1 });
  expect((await webView.card(externalUserId)).status).toBe(200);
  await webView.revealPhones(externalUserId);
  await webView.addFollowUp(externalUserId, '只和她谈过的事');
  await webView.setStage(externalUserId, 'won');
  await webView.changeRemark(externalUserId, { remark: '她的备注' });
  await writeScript(webView);
  const sending = { sendingId: SCRIPT_ID, scriptId: SCRIPT_ID, results: [{ part: 0, result: 'sent' }] };
  await webView.write(scriptPaths.customersSendings(externalUserId), externalUserId, json(sending));
}

/** All rows of a corp, as text. */
async function everythingOf({ corpId }: Pick<AppScope, 'corpId'>): Promise<Record<string, string>> {
  const said: Record<string, string> = {};
  for (const table of (await primaryKeysOf(system)).keys()) {
    const rows: object[] = await system.database.query(`SELECT * FROM ${table} WHERE corp_id = ?`, [corpId]);
    said[table] = rows
      .map((row) => JSON.stringify(row))
      .toSorted()
      .join('\n');
  }
  return said;
}

const tellOfGroup = (kind: 'peopleJoinGroupChat' | 'peopleLeaveGroupChat') =>
  system.simulator.happen({ kind, corpId: ofSpruce.corpId, chatId: GROUP, ids: [externalUserId] });
const tellEdit = () =>
  system.simulator.happen({
    kind: 'memberEditsCustomer',
    corpId: ofSpruce.corpId,
    userId: 'ZhangWei',
    externalUserId,
    remark: '她的备注 2',
  });
/** Which of what is personal stands in which table. */
async function found(): Promise<string[]> {
  const said = Object.entries(await everythingOf(ofSpruce));
  return said.flatMap(([table, rows]) =>
    PERSONAL.filter((personal) => rows.includes(personal)).map((personal) => `${table}: ${personal}`),
  );
}

describe('what is known of a customer', () => {
  it('is stated for every table there is, in the program and in the docs', async () => {
    const tables = [...(await primaryKeysOf(system)).keys()];
    const about = holdings.map(({ entity }) => system.database.getMetadata(entity).tableName);
    const docs = readFileSync(new URL('../../../docs/personal-data.md', import.meta.url), 'utf8');

    expect([...new Set(about), ...Object.keys(holdsNone)].toSorted()).toEqual(tables);
    expect(tables.filter((table) => !docs.includes(`\`${table}\``))).toEqual([]);
  });

  it('is exported whole, of one corp, and that is written down', async () => {
    tellOfGroup('peopleLeaveGroupChat');
    tellOfGroup('peopleJoinGroupChat');
    tellEdit();
    await drainInbox(system);
    const exported = await data.export(ofSpruce);

    const rows = Object.values(exported.tables).flat();
    expect(exported).toMatchObject({ ...ofSpruce, exportedAt: new Date(system.clock.now()).toISOString() });
    // Nothing that could hold anything is empty: what is looked for below would be found.
    expect(Object.entries(exported.tables).filter(([, some]) => some.length === 0)).toEqual([]);
    expect(rows.every((row) => 'corpId' in row && row.corpId === ofSpruce.corpId)).toBe(true);
    for (const personal of [...PERSONAL, 'VIP']) expect(JSON.stringify(exported)).toContain(personal);
    expect(exported.tags).toContainEqual(
      expect.objectContaining({ tagId: 'etSpruceStageTalk', name: '方案沟通' }),
    );
    expect(await system.database.manager.findBy(AuditEntry, { action: 'customer_exported' })).toMatchObject([
      { ...ofSpruce, userId: '(command)', at: system.clock.now() },
    ]);
    expect(await data.count(ofSpruce)).toEqual({
      ...Object.fromEntries(Object.entries(exported.tables).map(([table, some]) => [table, some.length])),
      // The line about the export itself.
      audit_log: Number(exported.tables['audit_log']?.length) + 1,
    });
  });

  it('is erased, whatever table it is in, and nothing else is', async () => {
    const others = await everythingOf(begonias);
    const audit = await system.database.manager.countBy(AuditEntry, { corpId: ofSpruce.corpId });
    const counted = await data.count(ofSpruce);
    expect(await found()).not.toEqual([]);

    expect(await data.erase(ofSpruce)).toEqual(counted);

    expect(await found()).toEqual([]);
    expect(await everythingOf(begonias)).toEqual(others);
    const lines = await system.database.manager.findBy(AuditEntry, { corpId: ofSpruce.corpId });
    expect(lines).toHaveLength(audit + 1);
    expect(lines.filter(({ action }) => action === 'customer_erased')).toMatchObject([
      { externalUserId: '(erased)', userId: '(command)', at: system.clock.now() },
    ]);
    expect(lines.filter(({ action }) => action === 'phones_revealed')).toMatchObject([
      { externalUserId: '(erased)', userId: 'zhangwei', requestId: '' },
    ]);
    const counts = Object.values(await data.count(ofSpruce));
    expect(counts.every((count) => count === 0)).toBe(true);
  });
});

it('what a member was offered for the customer is forgotten in Redis too', async () => {
  const { cache } = system.config;
  const redis = system.app.get<SharedRedis | null>(SHARED_REDIS, { strict: false });
  if (cache.kind !== 'redis' || !redis) return expect(cache.kind).toBe('memory');
  const candidates = system.app.get(ShownCandidates, { strict: false });
  const member = { ...sprucesSales, userId: 'zhangwei' };
  for (const id of [externalUserId, 'wmHuangLi']) await candidates.remember(member, id, ['1', '2']);
  await candidates.remember({ ...begonias, userId: 'zhangwei' }, externalUserId, ['1']);
  await forgetShownCandidates(redis, cache.namespace, ofSpruce);
  for (const key of ['1', '2']) expect(await candidates.has(member, externalUserId, key)).toBe(false);
  expect(await candidates.has(member, 'wmHuangLi', '1')).toBe(true);
  expect(await candidates.has({ ...begonias, userId: 'zhangwei' }, externalUserId, '1')).toBe(true);
});

describe('somebody who has been erased and whom a member still follows', () => {
  it('has no card, and nothing can be written about them', async () => {
    expect((await zhangWei.card(externalUserId)).body.code).toBe('CUSTOMER_NOT_FOUND');
    expect((await zhangWei.addFollowUp(externalUserId, '又写')).body.code).toBe('CUSTOMER_NOT_FOUND');
    expect((await atBegonia.card(externalUserId)).status).toBe(200);
  });

  it('is brought back by no callback, no sync, no list of one’s own customers and no group', async () => {
    tellEdit();
    tellOfGroup('peopleLeaveGroupChat');
    tellOfGroup('peopleJoinGroupChat');
    await drainInbox(system);
    system.clock.advance({ hours: 25 });
    await system.app.get(SyncService, { strict: false }).runDue();
    zhangWei = await loggedIn(system);
    await zhangWei.find('');
    const group = await zhangWei.groupChat(GROUP);

    expect(group.status).toBe(200);
    expect(JSON.stringify(group.body)).not.toContain(externalUserId);
    // What was told is kept for a while: that there was an event, and of whom.
    expect((await found()).filter((where) => !where.startsWith('callback_events: wm'))).toEqual([]);
    expect(await system.database.manager.countBy(GroupChatMember, { chatId: GROUP })).toBeGreaterThan(2);
  });

  it('is not brought back by an adding from before', async () => {
    const addedAt = system.clock.now();
    system.simulator.callbacks.hold();
    add('LiNa');
    system.clock.advance({ seconds: 1 });
    await data.erase(ofSpruce);
    system.simulator.callbacks.release('kept');
    await drainInbox(system);

    expect(system.clock.now()).toBeGreaterThan(addedAt);
    expect((await zhangWei.card(externalUserId)).status).toBe(404);
  });

  it('is a customer again once they add a member anew, with nothing of what was before', async () => {
    addAnew();
    // As WeCom may have it: only the event says that it was anew.
    relationTo('ZhangWei').createdAt = 1;
    await drainInbox(system);

    const { status, body } = await zhangWei.card(externalUserId);
    expect({ status, name: body.name, followUps: body.followUps }).toEqual({
      status: 200,
      name: '林小雨',
      followUps: [],
    });
    expect(body.stage.current).toBeNull();
  });

  it('is a customer again by the card alone, when no event has come', async () => {
    await data.erase(ofSpruce);
    system.simulator.callbacks.hold();
    addAnew();

    expect((await zhangWei.card(externalUserId)).status).toBe(200);
    system.simulator.callbacks.release();
  });
});

const relationTo = (userId: string) =>
  getRelation(getCorp(system.simulator.world, ofSpruce.corpId), externalUserId, userId);
const add = (userId: string) =>
  system.simulator.happen({ kind: 'customerAddsMember', corpId: ofSpruce.corpId, userId, externalUserId });
function addAnew(): void {
  system.clock.advance({ seconds: 1 });
  const between = { corpId: ofSpruce.corpId, userId: 'ZhangWei', externalUserId };
  system.simulator.happen({ kind: 'customerDeletesMember', ...between });
  add('ZhangWei');
}
