import { setImmediate } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { EntityTarget, FindManyOptions, ObjectLiteral } from 'typeorm';
import { AuditEntry } from '../src/audit/audit-entry.entity.js';
import { CallbackEventRow } from '../src/callbacks/index.js';
import { inChunks } from '../src/database/in-chunks.js';
import { TimelineEntry } from '../src/crm/index.js';
import { WecomChangeRow } from '../src/crm/wecom-changes/wecom-change.entity.js';
import { RetentionService } from '../src/retention/retention.service.js';
import { RetentionState } from '../src/retention/retention-state.entity.js';
import type { QueuedWork } from '../src/work-queue/queued-work.js';
import { WebhookMessage } from '../src/webhooks/webhook-message.entity.js';
import { askOps } from './support/ask-ops.js';
import { drainInbox } from './support/drain.js';
import type { Receiver } from './support/receiver.js';
import { startSystem, type System } from './support/system.js';
import { deliver, startTelling } from './support/told.js';
import { begonias, loggedIn, sprucesSales } from './support/web-view.js';
import { writeChanges } from './support/written.js';

const apps = [sprucesSales, begonias];
const tables = {
  events: CallbackEventRow,
  webhooks: WebhookMessage,
  wecomChanges: WecomChangeRow,
  timeline: TimelineEntry,
  audit: AuditEntry,
};

let system: System;
let receivers: Receiver[];
beforeAll(async () => {
  ({ system, receivers } = await startTelling(
    apps.map(({ corpId }) => corpId),
    {
      configure: ({ corps: [spruce] }) => {
        if (spruce) spruce.retention = { events: 3, webhooks: 5, wecomChanges: 7, timeline: 400, audit: 200 };
      },
    },
  ));
  for (const app of apps) {
    const zhangWei = await loggedIn(system, 'ZhangWei', app);
    await zhangWei.card('wmLinXiaoyu');
    await zhangWei.addFollowUp('wmLinXiaoyu', '约了周六');
    await zhangWei.changeRemark('wmLinXiaoyu', { remark: '换了备注' });
    await writeChanges(system);
    await deliver(system, app.corpId);
    system.simulator.happen({
      kind: 'memberEditsCustomer',
      corpId: app.corpId,
      userId: 'ZhangWei',
      externalUserId: 'wmLinXiaoyu',
      remark: '又换了',
    });
  }
  await drainInbox(system);
  await run();
});
afterAll(async () => {
  await system.close();
  for (const receiver of receivers) await receiver.stop();
});

const run = () => system.app.get(RetentionService, { strict: false }).runDue();
const pass = async (days: number) => {
  system.clock.advance({ hours: 24 * days });
  await run();
};
type Kept = keyof typeof tables;

/** How many rows there are. */
async function rowsOf({ corpId }: { corpId: string }): Promise<Record<Kept, number>> {
  const count = (what: Kept) => system.database.manager.countBy(tables[what], { corpId });
  return {
    events: await count('events'),
    webhooks: await count('webhooks'),
    wecomChanges: await count('wecomChanges'),
    timeline: await count('timeline'),
    audit: await count('audit'),
  };
}
const setState = async (what: 'events' | 'webhooks' | 'wecomChanges', state: 'waiting' | 'done' | 'dead') => {
  await system.database.manager.update<QueuedWork>(tables[what], { corpId: sprucesSales.corpId }, { state });
};
const stateOf = ({ corpId }: { corpId: string }) =>
  system.database.manager.findOneByOrFail(RetentionState, { corpId });
const oldLine = (entryId: string): AuditEntry => ({
  ...sprucesSales,
  entryId,
  userId: 'zhangwei',
  action: 'card_viewed',
  externalUserId: 'wmLinXiaoyu',
  access: 'own',
  subjectId: null,
  requestId: '',
  at: 1,
});
/** As `/metrics` says it. */
async function removed({ corpId: corp }: { corpId: string }, what: Kept): Promise<number> {
  const { text } = await askOps(system, '/metrics');
  const counter = `sidecard_retention_removed_total{corp="${corp}",what="${what}"} `;
  return Number(
    text
      .split('\n')
      .find((line) => line.startsWith(counter))
      ?.slice(counter.length) ?? 0,
  );
}

describe('what is over', () => {
  it('stays as long as the YAML says', async () => {
    const before = await rowsOf(sprucesSales);
    expect(Object.values(before).every((count) => count > 0)).toBe(true);

    await pass(2);

    expect(await rowsOf(sprucesSales)).toEqual(before);
    expect(await stateOf(sprucesSales)).toMatchObject({ finishedAt: system.clock.now(), leaseOwner: null });
  });

  it('stays while it waits or was given up; what WeCom has refused goes', async () => {
    const before = await rowsOf(sprucesSales);
    await setState('events', 'waiting');
    await setState('webhooks', 'dead');
    await setState('wecomChanges', 'dead');

    await pass(6);

    expect(await rowsOf(sprucesSales)).toEqual({ ...before, wecomChanges: 0 });
    expect(await removed(sprucesSales, 'wecomChanges')).toBe(before.wecomChanges);
  });

  it('goes in the night, of the corp whose YAML says so', async () => {
    const [spruce, begonia] = [await rowsOf(sprucesSales), await rowsOf(begonias)];
    await setState('events', 'done');
    await setState('webhooks', 'done');
    await run();
    expect(await rowsOf(sprucesSales)).toEqual(spruce);

    await pass(1);

    expect(await rowsOf(sprucesSales)).toEqual({ ...spruce, events: 0, webhooks: 0 });
    expect(await removed(sprucesSales, 'events')).toBe(spruce.events);
    expect(await removed(sprucesSales, 'webhooks')).toBe(spruce.webhooks);
    expect(await rowsOf(begonias)).toEqual(begonia);
  });

  it('goes some at a time, however much there is', async () => {
    const many = Array.from({ length: 1_100 }, (_, n) => oldLine(`many-${n}`));
    await inChunks(many, (some) => system.database.manager.insert(AuditEntry, some));
    const [spruce, begonia] = [await rowsOf(sprucesSales), await rowsOf(begonias)];
    expect(spruce.audit).toBeGreaterThan(1_100);

    await pass(195);

    expect(await rowsOf(sprucesSales)).toEqual({ ...spruce, audit: 0 });
    expect(await removed(sprucesSales, 'audit')).toBe(spruce.audit);
    expect(await rowsOf(begonias)).toEqual({ ...begonia, events: 0, webhooks: 0, wecomChanges: 0 });
  });

  it('of the timeline goes only where the YAML says so', async () => {
    const begonia = await rowsOf(begonias);

    await pass(200);

    expect((await rowsOf(sprucesSales)).timeline).toBe(0);
    expect(await rowsOf(begonias)).toEqual(begonia);
    expect(begonia.timeline).toBeGreaterThan(0);
  });
});

describe('who removes it', () => {
  const { corpId } = sprucesSales;
  const old = () => system.database.manager.insert(AuditEntry, oldLine('old'));
  const lend = (leaseOwner: string) =>
    system.database.manager.update(
      RetentionState,
      { corpId },
      { leaseOwner, leaseUntil: system.clock.now() + 60_000 },
    );

  it('is one process at a time; another takes over from one that is dead', async () => {
    await old();
    system.clock.advance({ hours: 24 });
    await lend('another');

    await run();
    expect(await rowsOf(sprucesSales)).toMatchObject({ audit: 1 });

    system.clock.advance({ minutes: 1, seconds: 1 });
    await run();
    expect(await rowsOf(sprucesSales)).toMatchObject({ audit: 0 });
  });

  it('stops once it was taken for dead', async () => {
    await old();
    system.clock.advance({ hours: 24 });
    const { manager } = system.database;
    const find = manager.find.bind(manager);
    manager.find = async <Row extends ObjectLiteral>(
      rows: EntityTarget<Row>,
      options?: FindManyOptions<Row>,
    ) => {
      await lend('another');
      return find(rows, options);
    };
    try {
      await run();
    } finally {
      manager.find = find;
    }

    expect(await rowsOf(sprucesSales)).toMatchObject({ audit: 1 });
    expect(await stateOf(sprucesSales)).toMatchObject({ leaseOwner: 'another' });
  });

  it('tries again in an hour, after trouble', async () => {
    system.clock.advance({ hours: 24 });
    await system.database.query('ALTER TABLE audit_log RENAME TO audit_log_away');
    try {
      await run();
    } finally {
      await system.database.query('ALTER TABLE audit_log_away RENAME TO audit_log');
    }
    expect(await stateOf(sprucesSales)).toMatchObject({ nextAt: system.clock.now() + 3_600_000 });
    system.clock.advance({ hours: 1 });
    await run();
    expect(await rowsOf(sprucesSales)).toMatchObject({ audit: 0 });
  });

  it('is every process that is meant to, by itself', async () => {
    const other = await startSystem({
      configure: (config) => {
        config.backgroundWork = ['retention'];
      },
    });
    try {
      const corps = () => other.database.manager.count(RetentionState);
      while ((await corps()) < other.config.corps.length) await setImmediate();
    } finally {
      await other.close();
    }
  });
});
