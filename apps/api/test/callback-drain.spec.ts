import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AppScope } from '@sidecard/contracts';
import { messageXml } from '@sidecard/simulator';
import { callbackQueue, CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { InboxClaims } from '../src/callbacks/handling/inbox-claims.js';
import { InboxDrain } from '../src/callbacks/handling/inbox-drain.js';
import { FollowRelation } from '../src/crm/customers/follow-relation.entity.js';
import { TimelineEntry } from '../src/crm/timeline/timeline-entry.entity.js';
import { Transactions } from '../src/database/transactions.js';
import { countWork, deadWork, replayDead } from '../src/work-queue/inspect-queue.js';
import { LeaseLostError } from '../src/work-queue/work-claims.js';
import { drainInbox } from './support/drain.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { startSystem, type System } from './support/system.js';
import { sprucesSales } from './support/web-view.js';

let system: System;
let drain: InboxDrain;
beforeAll(async () => {
  system = await startSystem();
  drain = system.app.get(InboxDrain, { strict: false });
});
afterAll(() => system.close());
beforeEach(() => rows().clear());
afterEach(() => system.simulator.faults.clear());

const GET = '/externalcontact/get';
const rows = () => system.database.getRepository(CallbackEventRow);
const inOrder = () => rows().find({ order: { arrival: 'ASC' } });
const seconds = () => Math.floor(system.clock.now() / 1000);
const asked = () => system.simulator.calls.calls.filter(({ path }) => path.endsWith(GET)).length;

/** Another process, as far as the inbox can tell. */
const otherProcess = () => new InboxClaims(system.app.get(Transactions, { strict: false }), system.clock);

async function tell(message: string, app: AppScope = sprucesSales): Promise<void> {
  expect((await post(letterTo(system, app, message))).status).toBe(200);
}

let told = 0;
/** So many different edits of one customer. */
async function tellEdits(externalUserId: string, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    told += 1;
    await tell(editedXml(sprucesSales, seconds(), { ExternalUserID: externalUserId, N: String(told) }));
  }
}

async function expectRemark(remark: string): Promise<void> {
  const { corpId, agentId } = sprucesSales;
  const key = { corpId, agentId, externalUserId: 'wmLinXiaoyu', userId: 'zhangwei' };
  expect(await system.database.manager.findOneBy(FollowRelation, key)).toMatchObject({ remark });
}

async function states(): Promise<string[]> {
  return (await inOrder()).map(({ state }) => state);
}

describe('the inbox', () => {
  it('gives the events of one subject to one process at a time, and others to others', async () => {
    await tellEdits('wmLinXiaoyu', 3);
    await tellEdits('wmHuangLi', 1);
    const [here, there] = [otherProcess(), otherProcess()];

    const [first = []] = await here.claim(1);
    await tellEdits('wmLinXiaoyu', 4);
    const [second = [], ...more] = await there.claim(8);

    expect(first.map(({ subject }) => subject)).toEqual(Array(3).fill('customer:wmLinXiaoyu'));
    expect(second.map(({ subject }) => subject)).toEqual(['customer:wmHuangLi']);
    expect(more).toEqual([]);
  });

  it('gives no event to two who ask at the same moment', async () => {
    for (let n = 0; n < 12; n += 1) await tellEdits(`wmMany${n}`, 2);
    const processes = Array.from({ length: 6 }, otherProcess);

    const claims = (await Promise.all(processes.map((one) => one.claim(3)))).flat();

    const ids = claims.flat().map(({ eventId }) => eventId);
    expect(new Set(ids).size).toBe(ids.length);
    const subjects = [...claims, ...(await otherProcess().claim(50))].map(([{ subject }]) => subject);
    expect(subjects.toSorted()).toEqual(
      Array.from({ length: 12 }, (_, n) => `customer:wmMany${n}`).toSorted(),
    );
  });

  it('asks once for all events of a customer, and handles them in their order', async () => {
    await tellEdits('wmLinXiaoyu', 5);
    const before = asked();

    await drainInbox(system);

    expect(asked() - before).toBe(1);
    expect(await states()).toEqual(Array(5).fill('done'));
  });

  it('asks again when an edit is told of that reads like one before: it may be another of the same second', async () => {
    const { corpId } = sprucesSales;
    const edit = (remark: string) =>
      system.simulator.happen({
        kind: 'memberEditsCustomer',
        corpId,
        userId: 'ZhangWei',
        externalUserId: 'wmLinXiaoyu',
        remark,
      });
    edit('第一次');
    await drainInbox(system);

    edit('同一秒的第二次');
    await drainInbox(system);
    await expectRemark('同一秒的第二次');

    // And when whoever is at it has asked already.
    edit('第三次');
    await system.simulator.callbacks.settled();
    const busy = otherProcess();
    const claims = await busy.claim(8);
    edit('第四次');
    await system.simulator.callbacks.settled();
    for (const claim of claims) {
      const late = system.database.transaction((manager) => busy.done(manager, claim));
      await expect(late).rejects.toThrow(LeaseLostError);
      await busy.release(claim);
    }
    await drainInbox(system);
    await expectRemark('第四次');
  });

  it('takes over what a dead process was at, and lets that one write nothing any more', async () => {
    await tellEdits('wmLinXiaoyu', 2);
    const dead = otherProcess();
    const [claim] = await dead.claim(1);
    if (!claim) throw new Error('nothing to claim');

    await drainInbox(system);
    expect(await states()).toEqual(['working', 'working']);
    system.clock.advance({ seconds: 61 });
    await drainInbox(system);

    expect(await states()).toEqual(['done', 'done']);
    const late = system.database.transaction(async (manager) => {
      await manager.deleteAll(TimelineEntry);
      await dead.done(manager, claim);
    });
    await expect(late).rejects.toThrow(LeaseLostError);
    expect(await system.database.manager.count(TimelineEntry)).toBeGreaterThan(0);
  });
});

describe('an event that can not be handled', () => {
  it('is tried again later, and those after it wait', async () => {
    await tellEdits('wmLinXiaoyu', 2);
    system.simulator.faults.nextCalls(GET, { kind: 'errcode', errcode: -1 }, 9);

    await drain.some();
    expect(await inOrder()).toMatchObject([
      {
        state: 'waiting',
        attempts: 1,
        nextAttemptAt: system.clock.now() + 1_000,
        lastError: expect.any(String),
      },
      { state: 'waiting', attempts: 0 },
    ]);
    system.simulator.faults.clear();
    await drainInbox(system);
    expect(await states()).toEqual(['waiting', 'waiting']);

    system.clock.advance({ seconds: 1 });
    await drainInbox(system);
    expect(await states()).toEqual(['done', 'done']);
  });

  it('waits as long as the platform says when it was asked too often, and never dies of that', async () => {
    await tellEdits('wmLinXiaoyu', 1);
    system.simulator.faults.nextCalls(GET, { kind: 'errcode', errcode: 45009 });

    await drainInbox(system);

    const [row] = await inOrder();
    expect(row?.state).toBe('waiting');
    expect((row?.nextAttemptAt ?? 0) - system.clock.now()).toBeGreaterThan(10_000);
    await rows().update({ corpId: sprucesSales.corpId }, { attempts: 50, nextAttemptAt: 0 });
    await drainInbox(system);
    expect(await states()).toEqual(['waiting']);
    system.clock.advance({ hours: 2 });
    await drainInbox(system);
    expect(await states()).toEqual(['done']);
  });

  it('for reasons of its own is given up in the end; those after it are handled, and it can be replayed', async () => {
    await tellEdits('wmLinXiaoyu', 1);
    const isWrong = { kind: 'errcode', errcode: 40058 } as const;
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      expect(await states()).toEqual(['waiting']);
      system.simulator.faults.nextCalls(GET, isWrong);
      await drainInbox(system);
      system.clock.advance({ hours: 1 });
    }
    await tellEdits('wmLinXiaoyu', 2);
    await drainInbox(system);

    const { corpId } = sprucesSales;
    const [dead] = await deadWork(system.database, callbackQueue, { corpId }, 10);
    expect(dead).toMatchObject({ state: 'dead', attempts: 8, lastError: expect.stringContaining(GET) });
    expect(await countWork(system.database, callbackQueue, { corpId })).toMatchObject([
      { agentId: 1000002, state: 'dead', kind: 'contact.edited', count: 1, oldestAt: dead?.receivedAt },
      { agentId: 1000002, state: 'done', kind: 'contact.edited', count: 2 },
    ]);
    const transactions = system.app.get(Transactions, { strict: false });
    const replay = (id: string) =>
      replayDead(transactions, callbackQueue, { corpId, id }, system.clock.now());
    expect(await replay('another')).toBe(0);
    expect(await replay(dead?.eventId ?? '')).toBe(1);
    await drainInbox(system);
    expect(new Set(await states())).toEqual(new Set(['done']));
  });

  it('is said in the log without what it told', async () => {
    await tell(editedXml(sprucesSales, seconds(), { State: 'a-secret-state' }));
    system.simulator.faults.nextCalls(GET, { kind: 'errcode', errcode: 40058 });
    system.logs.length = 0;

    await drainInbox(system);

    const said = system.logs.filter((line) => line.includes('tried again later'));
    expect(said).toHaveLength(1);
    expect(said.join()).not.toContain('a-secret-state');
  });
});

it('a group chat of which the platform does not answer yet what it has told is asked for again', async () => {
  const { corpId } = sprucesSales;
  const chatId = system.simulator.happen({
    kind: 'groupChatBegins',
    corpId,
    ownerUserId: 'LiNa',
    name: '',
    ids: [],
  });
  await drainInbox(system);
  await rows().clear();
  await tell(
    messageXml(corpId, seconds(), {
      from: 'sys',
      event: 'change_external_chat',
      fields: {
        ChangeType: 'update',
        ChatId: chatId,
        UpdateDetail: 'change_name',
        CurMemVer: 'the-one-after',
      },
    }),
  );

  await drainInbox(system);
  expect(await inOrder()).toMatchObject([{ state: 'waiting', nextAttemptAt: system.clock.now() + 2_000 }]);

  system.clock.advance({ seconds: 2 });
  await drainInbox(system);
  expect(await states()).toEqual(['done']);
});
