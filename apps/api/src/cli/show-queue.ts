import type { AppConfig } from '../config/app-config.js';
import { Transactions } from '../database/transactions.js';
import {
  countWork,
  deadWork,
  replayDead,
  type StateCount,
  type WhichWork,
} from '../work-queue/inspect-queue.js';
import type { QueuedWork, WorkQueue } from '../work-queue/queued-work.js';
import { withDatabase } from './with-database.js';

export const queueActions = ['list', 'dead', 'replay'] as const;

export interface QueueQuestion extends WhichWork {
  action: (typeof queueActions)[number];
  count: number;
  json: boolean;
}

/** Says what is in a queue, or what was given up, or has that done again. Never what the rows say: it may be about people. */
export async function showQueue<Row extends QueuedWork>(
  config: AppConfig,
  queue: WorkQueue<Row>,
  { action, count, json, ...which }: QueueQuestion,
): Promise<void> {
  const print = (entry: object, line: string) =>
    process.stdout.write(`${json ? JSON.stringify(entry) : line}\n`);
  await withDatabase(config, [queue.rows], async (dataSource) => {
    switch (action) {
      case 'list':
        for (const entry of await countWork(dataSource, queue, which)) print(entry, lineOfCount(entry));
        return;
      case 'dead':
        for (const row of await deadWork(dataSource, queue, which, count))
          print(withoutMessage(row), lineOfDead(row, String(row[queue.id])));
        return;
      case 'replay': {
        const replayed = await replayDead(new Transactions(dataSource), queue, which, Date.now());
        print({ replayed }, `${replayed} tried again`);
      }
    }
  });
}

function withoutMessage({ message: _message, ...row }: QueuedWork) {
  return row;
}

/** `1000002  waiting  contact.edited  3  since 2026-11-24T08:00:00.000Z` */
function lineOfCount({ agentId, state, kind, count, oldestAt }: StateCount): string {
  return [agentId, state, kind, count, `since ${new Date(oldestAt).toISOString()}`].join('  ');
}

/** `2026-11-24T08:00:00.000Z  1000002  contact.edited  customer:wmLinXiaoyu  8 attempts  <id>  <last error>` */
function lineOfDead(
  { receivedAt, agentId, kind, subject, attempts, lastError }: QueuedWork,
  id: string,
): string {
  const at = new Date(receivedAt).toISOString();
  return [at, agentId, kind, subject, `${attempts} attempts`, id, lastError ?? ''].join('  ');
}
