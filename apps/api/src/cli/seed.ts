/* oxlint-disable no-restricted-imports -- the demo's rows stand where the company's own CRM writes its */
import 'reflect-metadata';
import { readFileSync } from 'node:fs';
import type { DataSource } from 'typeorm';
import { parse } from 'yaml';
import * as z from 'zod';
import { loadConfig } from '../config/load-config.js';
import { CustomerProfile } from '../crm/company/built-in/customer-profile.entity.js';
import { dayAt } from '../crm/calendar.js';
import { FollowUp } from '../crm/follow-ups/follow-up.entity.js';
import { Order } from '../crm/company/built-in/order.entity.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { run } from './run.js';
import { scriptEntities, sowScripts } from './sow-scripts.js';
import { withDatabase } from './with-database.js';

/**
 * Puts demo customers' profiles, orders and follow-ups into the CRM tables, and scripts into the libraries:
 * `seed <customers.yaml> <scripts.yaml>`.
 * What is there already stays as it is, so that a second run changes nothing.
 */

const customerSchema = z.strictObject({
  level: z.string().nullable().default(null),
  owner: z.string().nullable().default(null),
  orders: z
    .array(
      z.strictObject({
        number: z.string(),
        title: z.string(),
        status: z.enum(['pending', 'paid', 'delivered', 'closed']),
        /** In yuan. */
        amount: z.number(),
        daysAgo: z.number(),
      }),
    )
    .default([]),
  followUps: z
    .array(
      z.strictObject({
        by: z.string(),
        note: z.string(),
        daysAgo: z.number(),
        nextInDays: z.number().nullable().default(null),
      }),
    )
    .default([]),
});
const seedSchema = z.record(z.string(), z.record(z.string(), customerSchema));

const DAY_MS = 24 * 60 * 60 * 1000;
const now = Date.now();

await run(async () => {
  const [, , file, scripts] = process.argv;
  if (!file || !scripts) throw new SetupError(['usage: seed <customers.yaml> <scripts.yaml>']);
  const seed = seedSchema.parse(parse(readFileSync(file, 'utf8')));

  const config = loadConfig(process.env);
  const zones = new Map(config.corps.map(({ corpId, nightly }) => [corpId, nightly.timeZone]));
  const entities = [CustomerProfile, FollowUp, Order, ...scriptEntities];
  await withDatabase(config, entities, async (dataSource) => {
    await sow(dataSource, seed, zones);
    await sowScripts(scripts, (entity, rows) => insertNew(dataSource, entity, rows));
  });
});

async function sow(
  dataSource: DataSource,
  seed: z.infer<typeof seedSchema>,
  zones: Map<string, string>,
): Promise<void> {
  for (const [corpId, customers] of Object.entries(seed)) {
    const inDays = (days: number) => dayAt(now + days * DAY_MS, zones.get(corpId) ?? 'UTC');
    for (const [externalUserId, { level, owner, orders, followUps }] of Object.entries(customers)) {
      await insertNew(dataSource, CustomerProfile, [{ corpId, externalUserId, level, ownerUserId: owner }]);
      await insertNew(
        dataSource,
        Order,
        orders.map(({ number, amount, daysAgo, ...order }) => ({
          ...order,
          corpId,
          externalUserId,
          orderNumber: number,
          amountMinor: Math.round(amount * 100),
          currency: 'CNY',
          orderedAt: now - daysAgo * DAY_MS,
        })),
      );
      await insertNew(
        dataSource,
        FollowUp,
        followUps.map(({ by, note, daysAgo, nextInDays }, index) => ({
          corpId,
          externalUserId,
          followUpId: `seed-${externalUserId}-${index}`,
          authorUserId: by,
          note,
          createdAt: now - daysAgo * DAY_MS,
          nextContactOn: nextInDays === null ? null : inDays(nextInDays),
          stage: null,
          editedAt: null,
          deletedAt: null,
        })),
      );
    }
  }
}

async function insertNew<Row extends object>(
  dataSource: DataSource,
  entity: new () => Row,
  rows: Row[],
): Promise<void> {
  if (rows.length === 0) return;
  await dataSource.createQueryBuilder().insert().into(entity).values(rows).orIgnore().execute();
}
