import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import * as fc from 'fast-check';
import { CookieJar } from 'tough-cookie';
import { AuditEntry } from '../../src/audit/audit-entry.entity.js';
import { SessionRevocations } from '../../src/auth/session-revocations.js';
import { FollowRelation } from '../../src/crm/customers/follow-relation.entity.js';
import { Customer } from '../../src/crm/customers/customer.entity.js';
import { FollowUp } from '../../src/crm/follow-ups/follow-up.entity.js';
import { startSystem, type System } from '../support/system.js';
import { accounts, customers, traceWorld, tracesIn } from './traced-world.js';
import { sprucesSales, WebView } from '../support/web-view.js';
import { TracedView, type Deed, type Device } from './traced-view.js';

/**
 * Two members of each of two corps, with the same ids, three web views in one cookie jar, and whatever may happen to
 * them, in any order and at the same moment: nobody ever sees or writes what is another's.
 * A failure prints its seed; `SCHEDULE_SEED=<it>` plays the same schedules again.
 */
const SCHEDULES = 2_000;
const WEB_VIEWS = 3;

jest.setTimeout(20 * 60_000);

let system: System;
beforeAll(async () => {
  system = await startSystem();
  traceWorld(system.simulator.world);
});
afterAll(() => system.close());

const account = fc.constantFrom(...accounts);
const customer = fc.constantFrom(...customers);

/** What one web view does while the others do something else. */
const act = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('open' as const), account, customer }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('switch chat' as const), customer }) },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('switch account' as const), account }) },
  { weight: 3, arbitrary: fc.record({ act: fc.constant('write' as const), customer, stale: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('reveal' as const, 'bootstrap' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constantFrom('close' as const, 'reopen' as const) }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('nothing' as const) }) },
);
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;

/** What happens to all of them in between. */
const event = fc.oneof(
  { weight: 6, arbitrary: fc.record({ event: fc.constant('nothing' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      event: fc.constant('time passes' as const),
      minutes: fc.constantFrom(1, 6, 7 * 60, 9 * 60, 25 * 60),
    }),
  },
  { weight: 2, arbitrary: fc.record({ event: fc.constant('revoke' as const), account }) },
);
type Event = typeof event extends fc.Arbitrary<infer Value> ? Value : never;

const round = fc.record({
  acts: fc.array(act, { minLength: WEB_VIEWS, maxLength: WEB_VIEWS }),
  after: event,
});
const schedule = fc.array(round, { minLength: 2, maxLength: 7 });

/** A jar that has its cookie: what happens before is the last test's. */
async function newDevice(): Promise<Device> {
  const device = { system, jar: new CookieJar(), deeds: [], revokedAt: new Map() };
  await new WebView(system, sprucesSales, 'ZhangWei', device.jar).beginLogin();
  return device;
}

/** All at the same moment; what fails is thrown when nothing goes on any more. */
async function all(acts: Promise<void>[]): Promise<void> {
  for (const ended of await Promise.allSettled(acts)) if (ended.status === 'rejected') throw ended.reason;
}

async function perform(view: TracedView, wish: Act): Promise<void> {
  switch (wish.act) {
    case 'open':
      return view.open(wish.account, wish.customer);
    case 'switch chat':
      return view.switchChat(wish.customer);
    case 'switch account':
      return view.switchAccount(wish.account);
    case 'write':
      return view.write(wish.stale ? wish.customer : view.openChat);
    case 'reveal':
      return view.reveal();
    case 'bootstrap':
      return view.bootstrap();
    case 'close':
      return view.close();
    case 'reopen':
      return view.reopen();
    case 'nothing':
      return;
  }
}

async function happen({ revokedAt }: Device, what: Event): Promise<void> {
  // Time always moves on a little: what came before a revocation and what came after it are told apart by it.
  system.clock.advance({ seconds: 1 });
  switch (what.event) {
    case 'time passes':
      return system.clock.advance({ minutes: what.minutes });
    case 'revoke': {
      const { app, userId } = what.account;
      await system.app.get(SessionRevocations, { strict: false }).revoke(app, userId.toLowerCase());
      revokedAt.set(what.account, system.clock.now());
      return system.clock.advance({ seconds: 1 });
    }
    case 'nothing':
      return;
  }
}

/** What is stored says the same: whose each row is stands in the row and in every word of it. */
async function checkWhatIsStored(deeds: Deed[]): Promise<void> {
  const { manager } = system.database;
  for (const row of await manager.find(FollowUp)) {
    expect(tracesIn(row.note)).toEqual([
      {
        kind: 'note',
        corpId: row.corpId,
        userId: row.authorUserId,
        externalUserId: row.externalUserId,
      },
    ]);
  }
  const written = await manager.find(AuditEntry);
  const inOrder = (entries: Deed[]) =>
    entries.map((deed) => [deed.corpId, deed.userId, deed.action, deed.externalUserId].join(' ')).toSorted();
  expect(inOrder(written)).toEqual(inOrder(deeds));
}

describe('whatever the web views of one cookie jar go through', () => {
  it(`nobody sees or writes what is another's, in ${SCHEDULES} schedules`, async () => {
    let played = 0;
    const property = fc.asyncProperty(schedule, async (rounds) => {
      const device = await newDevice();
      const views = Array.from({ length: WEB_VIEWS }, () => new TracedView(device));
      try {
        for (const { acts, after } of rounds) {
          await all(acts.map((wish, index) => perform(views[index] ?? new TracedView(device), wish)));
          await happen(device, after);
        }
        await checkWhatIsStored(device.deeds);
      } finally {
        await system.database.manager.clear(FollowUp);
        await system.database.manager.clear(AuditEntry);
      }
      played += 1;
    });
    const seed = Number(process.env['SCHEDULE_SEED']);

    await fc.assert(property, { numRuns: SCHEDULES, ...(seed ? { seed } : {}) });

    expect(played).toBe(SCHEDULES);
  });

  it('several that open at the same moment in a jar without a cookie all end up with their own card', async () => {
    const jar = new CookieJar();
    const openings = accounts.map(async ({ app, userId }) => {
      const webView = new WebView(system, app, userId, jar);
      let rounds = 0;
      do {
        rounds += 1;
        await webView.login();
      } while ((await webView.bootstrap()).status !== 200 && rounds < 3);
      return { userId: (await webView.bootstrap()).body.member.userId, corpId: app.corpId };
    });

    expect(await Promise.all(openings)).toEqual(
      accounts.map(({ app, userId }) => ({ userId: userId.toLowerCase(), corpId: app.corpId })),
    );
  });

  it('what was copied from WeCom on the way is filed under whose it is', async () => {
    const { manager } = system.database;
    const relations = await manager.find(FollowRelation);
    const traced = relations.filter(({ remark }) => remark?.startsWith('['));
    expect(traced.length).toBeGreaterThan(4);
    for (const row of traced) {
      for (const { corpId, userId, externalUserId } of tracesIn(JSON.stringify(row)))
        expect({ corpId, userId, externalUserId }).toEqual({
          corpId: row.corpId,
          userId: row.userId,
          externalUserId: row.externalUserId,
        });
    }
    for (const row of await manager.find(Customer)) {
      for (const { corpId, externalUserId } of tracesIn(row.name))
        expect({ corpId, externalUserId }).toEqual({
          corpId: row.corpId,
          externalUserId: row.externalUserId,
        });
    }
  });
});
