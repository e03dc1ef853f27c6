import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AppScope } from '@sidecard/contracts';
import { messageXml } from '@sidecard/simulator';
import { CallbackEventRow } from '../src/callbacks/callback-event.entity.js';
import { CallbackInbox } from '../src/callbacks/callback-inbox.js';
import { Transactions } from '../src/database/transactions.js';
import { readCallbackEvent, type ReceivedCallback } from '../src/wecom/index.js';
import { editedXml, letterTo, post } from './support/letters.js';
import { askOps } from './support/ask-ops.js';
import { startSystem, type System } from './support/system.js';
import { begonias, sprucesSales, sprucesService } from './support/web-view.js';

let system: System;
let inbox: CallbackInbox;
beforeAll(async () => {
  system = await startSystem();
  inbox = system.app.get(CallbackInbox, { strict: false });
});
afterAll(() => system.close());
beforeEach(() => rows().clear());

const rows = () => system.database.getRepository(CallbackEventRow);
const inOrder = () => rows().find({ order: { arrival: 'ASC' } });
const seconds = () => Math.floor(system.clock.now() / 1000);

function received(message: string, app: AppScope = sprucesSales): ReceivedCallback {
  return { app, message, event: readCallbackEvent(message, system.clock.now()) };
}

/** So many different events of one second, all of one customer. */
function edits(count: number): ReceivedCallback[] {
  return Array.from({ length: count }, (_, n) =>
    received(editedXml(sprucesSales, seconds(), { N: String(n) })),
  );
}

/** The value of a metric, labels and all; 0 where it was never counted. */
async function counted(metric: string): Promise<number> {
  const { text } = await askOps(system, '/metrics');
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${metric} `));
  return Number(line?.slice(metric.length) ?? 0);
}

describe('what happens on the platform', () => {
  it('is in the inbox, in our words', async () => {
    const { corpId, agentId } = sprucesSales;
    const { simulator } = system;
    simulator.happen({
      kind: 'memberEditsCustomer',
      corpId,
      userId: 'ZhaoMin',
      externalUserId: 'wmCaoRui',
      remark: '曹睿',
    });
    await simulator.callbacks.settled();

    const stored = await rows().find({ order: { agentId: 'ASC' } });
    expect(stored).toHaveLength(2);
    expect(stored[0]).toEqual({
      corpId,
      agentId,
      eventId: expect.stringMatching(/^[0-9a-f]{64}$/),
      subject: 'customer:wmCaoRui',
      kind: 'contact.edited',
      happenedAt: seconds() * 1000,
      message: simulator.callbacks.deliveries.at(-1)?.message,
      arrival: expect.stringMatching(/^[0-9a-f-]{14}7[0-9a-f-]{21}$/),
      receivedAt: system.clock.now(),
      state: 'waiting',
      attempts: 0,
      nextAttemptAt: system.clock.now(),
      leaseOwner: null,
      doneAt: null,
      lastError: null,
    });
    expect(simulator.callbacks.deliveries.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('is kept though nobody knows what it is, and counted by its name', async () => {
    const { corpId } = begonias;
    system.simulator.happen({
      kind: 'somethingNew',
      corpId,
      event: 'brand_new',
      fields: { ChangeType: 'x' },
    });
    await system.simulator.callbacks.settled();

    expect(await rows().find()).toMatchObject([{ corpId, kind: 'unknown', subject: 'other', state: 'kept' }]);
    expect(await counted('sidecard_callbacks_unknown_total{name="brand_new.x"}')).toBe(1);
  });

  it('may be called anything: the rarer names are counted together', async () => {
    const names = Array.from({ length: 60 }, (_, n) => `event_${n}`);
    for (const event of names)
      await post(
        letterTo(
          system,
          begonias,
          messageXml(begonias.corpId, seconds(), { from: 'sys', event, fields: {} }),
        ),
      );
    expect(await counted('sidecard_callbacks_unknown_total{name="event_0"}')).toBe(1);
    expect(await counted('sidecard_callbacks_unknown_total{name="other"}')).toBeGreaterThanOrEqual(10);
  });

  it('is stored once, as literally the same request or sealed anew', async () => {
    const receipts = (outcome: string) =>
      counted(
        `sidecard_callbacks_received_total{corp="${begonias.corpId}",kind="contact",outcome="${outcome}"}`,
      );
    const { simulator } = system;
    for (const as of ['identical', 'fresh'] as const) {
      await rows().clear();
      system.clock.advance({ seconds: 1 });
      const before = { new: await receipts('new'), duplicate: await receipts('duplicate') };
      simulator.callbacks.forget();
      simulator.callbacks.duplicate({ times: 3, as });
      simulator.happen({ kind: 'customerAddsMember', corpId: begonias.corpId, userId: 'HeJing' });
      await simulator.callbacks.settled();
      simulator.callbacks.duplicate();

      expect(
        simulator.callbacks.deliveries.map(({ attempts }) => attempts.map(({ status }) => status)),
      ).toEqual([[200], [200], [200]]);
      expect(await rows().count()).toBe(1);
      expect(await receipts('new')).toBe(before.new + 1);
      expect(await receipts('duplicate')).toBe(before.duplicate + 2);
    }
  });

  it('is two events when two things have happened to one customer in one second', async () => {
    const now = seconds();
    for (const ChangeType of ['edit_external_contact', 'del_follow_user'])
      expect(
        (await post(letterTo(system, sprucesSales, editedXml(sprucesSales, now, { ChangeType })))).status,
      ).toBe(200);
    expect((await inOrder()).map(({ kind, subject }) => [kind, subject])).toEqual([
      ['contact.edited', 'customer:wmLinXiaoyu'],
      ['contact.deleted_by_customer', 'customer:wmLinXiaoyu'],
    ]);
  });

  it('stays apart where two corps and two apps have the same ids and are told the same to the letter', async () => {
    const message = editedXml(sprucesSales, seconds());
    for (const app of [sprucesSales, sprucesService, begonias])
      for (let sent = 0; sent < 2; sent += 1)
        expect((await post(letterTo(system, app, message))).status).toBe(200);

    const stored = await inOrder();
    expect(stored.map(({ corpId, agentId }) => ({ corpId, agentId }))).toEqual([
      sprucesSales,
      sprucesService,
      begonias,
    ]);
    expect(new Set(stored.map(({ eventId }) => eventId)).size).toBe(1);
  });
});

describe('an event that can’t be stored', () => {
  it('gets no 200, so that the platform sends it again', async () => {
    const letter = letterTo(system, sprucesSales, editedXml(sprucesSales, seconds()));
    await system.database.query('ALTER TABLE callback_events RENAME TO callback_events_away');
    const refused = await post(letter);
    await system.database.query('ALTER TABLE callback_events_away RENAME TO callback_events');

    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 503,
      body: { code: 'NOT_READY', details: { waitingFor: ['database'] } },
    });
    expect((await post(letter)).status).toBe(200);
    expect(await rows().count()).toBe(1);
    expect(system.logs.join('')).toContain('callback events could not be stored');
    expect(system.logs.join('')).not.toContain('wmLinXiaoyu');
  });

  it('takes no other along', async () => {
    const all = edits(20);
    const poisoned = all[7]?.message ?? '';
    await refuseRowsWith('<N><![CDATA[7]]>');
    const outcomes = await Promise.allSettled(all.map((one) => inbox.store(one)));
    await system.database.query('DROP TRIGGER refuse_rows');

    expect(outcomes.map(({ status }) => status)).toEqual(
      all.map((_, n) => (n === 7 ? 'rejected' : 'fulfilled')),
    );
    expect((await rows().find()).map(({ message }) => message)).not.toContain(poisoned);
    expect(await rows().count()).toBe(19);
  });

  it('is not lost with somebody else’s transaction', async () => {
    const [one, another] = edits(2);
    if (!one || !another) throw new Error('no edits');
    let stored: Promise<boolean> | undefined;
    const failed = system.app.get(Transactions, { strict: false }).run(async (manager) => {
      await manager.query('DELETE FROM callback_events');
      stored = inbox.store(one);
      await manager.query('DELETE FROM callback_events');
      throw new Error('rolled back');
    });
    await expect(failed).rejects.toThrow('rolled back');

    expect(await stored).toBe(true);
    expect(await inbox.store(one)).toBe(false);
    expect(await inbox.store(another)).toBe(true);
    expect(await rows().count()).toBe(2);
  });
});

describe('events that come together', () => {
  it('share inserts, and each is answered for itself', async () => {
    const inserts = () => counted('sidecard_callback_store_seconds_count');
    const known = edits(250).slice(0, 30);
    for (const one of known) await inbox.store(one);
    const before = await inserts();

    const answers = await Promise.all(edits(250).map((one) => inbox.store(one)));

    expect(answers).toEqual(answers.map((_, n) => n >= 30));
    expect(await inserts()).toBe(before + 3);
    expect(await rows().count()).toBe(250);
  });

  it('arrive in the order in which they came, which is the order of `arrival`', async () => {
    const all = edits(120);
    await Promise.all(all.map((one) => inbox.store(one)));
    expect((await inOrder()).map(({ message }) => message)).toEqual(all.map(({ message }) => message));
  });

  it('are one when they are the same', async () => {
    const [one] = edits(1);
    if (!one) throw new Error('no edits');
    const answers = await Promise.all(Array.from({ length: 50 }, () => inbox.store(one)));
    expect(answers.filter(Boolean)).toHaveLength(1);
    expect(await rows().count()).toBe(1);
  });

  it('come over HTTP just as well', async () => {
    const letters = edits(60).map(({ message }) => letterTo(system, sprucesSales, message));
    const answers = await Promise.all([...letters, ...letters].map((letter) => post(letter)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect(await rows().count()).toBe(60);
  });
});

/** Lets the database refuse a row that says this, whatever is done about duplicates. */
async function refuseRowsWith(text: string): Promise<void> {
  const refuse = {
    sqlite: `CREATE TRIGGER refuse_rows BEFORE INSERT ON callback_events
      WHEN instr(NEW.message, '${text}') BEGIN SELECT RAISE(ABORT, 'refused'); END`,
    mysql: `CREATE TRIGGER refuse_rows BEFORE INSERT ON callback_events FOR EACH ROW
      IF INSTR(NEW.message, '${text}') THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'refused'; END IF`,
  };
  await system.database.query(refuse[system.config.database.kind]);
}
