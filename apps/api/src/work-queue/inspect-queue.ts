import type { DataSource, FindOptionsWhere } from 'typeorm';
import type { Transactions } from '../database/transactions.js';
import type { QueuedWork, WorkQueue, WorkState } from './queued-work.js';

/** Of which corp or app, and of these perhaps one row. */
export interface WhichWork {
  corpId: string;
  agentId?: number | undefined;
  /** What the row is called by. */
  id?: string | undefined;
}

export interface StateCount {
  agentId: number;
  state: WorkState;
  kind: string;
  count: number;
  /** When the oldest of them came, ms since 1970. */
  oldestAt: number;
}

/** What is in a queue, by app, state and kind. */
export async function countWork<Row extends QueuedWork>(
  dataSource: DataSource,
  { rows: entity }: WorkQueue<Row>,
  { corpId, agentId }: WhichWork,
): Promise<StateCount[]> {
  const query = dataSource
    .createQueryBuilder(entity, 'item')
    .select('item.agentId', 'agentId')
    .addSelect('item.state', 'state')
    .addSelect('item.kind', 'kind')
    .addSelect('COUNT(*)', 'count')
    .addSelect('MIN(item.receivedAt)', 'oldestAt')
    .where('item.corpId = :corpId', { corpId })
    .groupBy('item.agentId')
    .addGroupBy('item.state')
    .addGroupBy('item.kind')
    .orderBy('item.agentId')
    .addOrderBy('item.state')
    .addOrderBy('item.kind');
  if (agentId !== undefined) query.andWhere('item.agentId = :agentId', { agentId });
  const rows = await query.getRawMany<
    Record<'agentId' | 'count' | 'oldestAt', string | number> & Pick<StateCount, 'state' | 'kind'>
  >();
  // mysql2 gives whole numbers back as strings.
  return rows.map(({ agentId: agent, state, kind, count, oldestAt }) => ({
    agentId: Number(agent),
    state,
    kind,
    count: Number(count),
    oldestAt: Number(oldestAt),
  }));
}

/** What was given up, oldest first. @param count at most */
export async function deadWork<Row extends QueuedWork>(
  dataSource: DataSource,
  { rows, id: name }: WorkQueue<Row>,
  { corpId, agentId, id }: WhichWork,
  count: number,
): Promise<Row[]> {
  const query = dataSource
    .createQueryBuilder(rows, 'item')
    .where(`item.state = 'dead' AND item.corpId = :corpId`, { corpId })
    .orderBy('item.arrival')
    .limit(count);
  if (agentId !== undefined) query.andWhere('item.agentId = :agentId', { agentId });
  if (id !== undefined) query.andWhere(`item.${name} = :id`, { id });
  return query.getMany();
}

/** What was given up is done again, from the first attempt on. @param now ms since 1970 @returns how many */
export async function replayDead<Row extends QueuedWork>(
  transactions: Transactions,
  { rows, id: name }: WorkQueue<Row>,
  { corpId, agentId, id }: WhichWork,
  now: number,
): Promise<number> {
  const dead: FindOptionsWhere<QueuedWork> = {
    corpId,
    state: 'dead',
    ...(agentId === undefined ? {} : { agentId }),
    ...(id === undefined ? {} : { [name]: id }),
  };
  const { affected } = await transactions.single((manager) =>
    manager.update<QueuedWork>(rows, dead, { state: 'waiting', attempts: 0, nextAttemptAt: now }),
  );
  return affected ?? 0;
}
