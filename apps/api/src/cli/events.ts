import 'reflect-metadata';
import { parseArgs } from 'node:util';
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
import { SetupError } from '../platform/errors/setup-error.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: events [list | dead | replay] --corp <corp id> [--agent <agent id>] [--event <event id>] [--count <at most, default 100>] [--json]
What the platform has called back: how much of it is done (list), what was given up and why (dead), and trying that again (replay).`;

await run(async () => {
  const { action, which, count, json } = readArguments();
  const print = (entry: object, line: string) =>
    process.stdout.write(`${json ? JSON.stringify(entry) : line}\n`);
  await withDatabase(loadConfig(process.env), [CallbackEventRow], async (dataSource) => {
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

function readArguments() {
  const { values, positionals } = parseArgs({
    options: {
      corp: { type: 'string' },
      agent: { type: 'string' },
      event: { type: 'string' },
      count: { type: 'string', default: '100' },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const { corp: corpId, agent, event: eventId, json } = values;
  const [action = 'list', ...others] = positionals;
  const [agentId, count] = [Number(agent ?? 0), Number(values.count)];
  if (!corpId || others.length > 0 || Number.isNaN(agentId) || !(count > 0) || !isAction(action))
    throw new SetupError([USAGE]);
  const which: WhichEvents = {
    corpId,
    ...(agent === undefined ? {} : { agentId }),
    ...(eventId === undefined ? {} : { eventId }),
  };
  return { action, which, count, json };
}

function isAction(action: string): action is 'list' | 'dead' | 'replay' {
  return ['list', 'dead', 'replay'].includes(action);
}

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
