import 'reflect-metadata';
import * as z from 'zod';
import {
  CallbackEventRow,
  countEvents,
  deadEvents,
  replayDead,
  type StateCount,
  type WhichEvents,
} from '../callbacks/index.js';
import { loadConfig } from '../config/load-config.js';
import { Transactions } from '../database/transactions.js';
import { agentOption, corpOption, countOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: events [list | dead | replay] --corp <corp id> [--agent <agent id>] [--event <event id>] [--count <at most, default 100>] [--json]
What the platform has called back: how much of it is done (list), what was given up and why (dead), and trying that again (replay).`;

await run(async () => {
  const shape = {
    corp: corpOption,
    agent: agentOption.optional(),
    event: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'no event id')
      .optional(),
    count: countOption.default(100),
    json: flag,
  };
  const asked = readArguments(USAGE, shape, ['list', 'dead', 'replay']);
  const { action = 'list', corp: corpId, agent: agentId, event: eventId, count, json } = asked;
  const config = loadConfig(process.env);
  declaredApps(config, corpId, agentId);
  const which: WhichEvents = {
    corpId,
    ...(agentId === undefined ? {} : { agentId }),
    ...(eventId === undefined ? {} : { eventId }),
  };
  const print = (entry: object, line: string) =>
    process.stdout.write(`${json ? JSON.stringify(entry) : line}\n`);
  await withDatabase(config, [CallbackEventRow], async (dataSource) => {
    switch (action) {
      case 'list':
        for (const entry of await countEvents(dataSource, which)) print(entry, lineOfCount(entry));
        return;
      case 'dead':
        for (const row of await deadEvents(dataSource, which, count))
          print(withoutMessage(row), lineOfDead(row));
        return;
      case 'replay': {
        const replayed = await replayDead(new Transactions(dataSource), which, Date.now());
        print({ replayed }, `${replayed} tried again`);
      }
    }
  });
});

/** What was told may be about people, and is nobody's business on a screen. */
function withoutMessage({ message: _message, ...row }: CallbackEventRow) {
  return row;
}

/** `1000002  waiting  contact.edited  3  since 2026-11-24T08:00:00.000Z` */
function lineOfCount({ agentId, state, kind, events, oldestAt }: StateCount): string {
  return [agentId, state, kind, events, `since ${new Date(oldestAt).toISOString()}`].join('  ');
}

/** `2026-11-24T08:00:00.000Z  1000002  contact.edited  customer:wmLinXiaoyu  8 attempts  <event id>  <last error>` */
function lineOfDead({
  receivedAt,
  agentId,
  kind,
  subject,
  attempts,
  eventId,
  lastError,
}: CallbackEventRow): string {
  const fields = [
    new Date(receivedAt).toISOString(),
    agentId,
    kind,
    subject,
    `${attempts} attempts`,
    eventId,
  ];
  return [...fields, lastError ?? ''].join('  ');
}
