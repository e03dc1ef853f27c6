import type { DataSource, FindOptionsWhere } from 'typeorm';
import type { Transactions } from '../database/transactions.js';
import { CallbackEventRow, type CallbackState } from './callback-event.entity.js';

/** Of which app, and of these perhaps one event. */
export interface WhichEvents {
  corpId: string;
  agentId?: number;
  /** Of the row: the SHA-256 of the message. */
  eventId?: string;
}

export interface StateCount {
  agentId: number;
  state: CallbackState;
  kind: string;
  events: number;
  /** When the oldest of them came, ms since 1970. */
  oldestAt: number;
}

/** What is in the inbox, by app, state and kind. */
export async function countEvents(
  dataSource: DataSource,
  { corpId, agentId }: WhichEvents,
): Promise<StateCount[]> {
  const rows = await dataSource
    .createQueryBuilder(CallbackEventRow, 'event')
    .select('event.agentId', 'agentId')
    .addSelect('event.state', 'state')
    .addSelect('event.kind', 'kind')
    .addSelect('COUNT(*)', 'events')
    .addSelect('MIN(event.receivedAt)', 'oldestAt')
    .where({ corpId, ...(agentId === undefined ? {} : { agentId }) })
    .groupBy('event.agentId')
    .addGroupBy('event.state')
    .addGroupBy('event.kind')
    .orderBy('event.agentId')
    .addOrderBy('event.state')
    .addOrderBy('event.kind')
    .getRawMany<
      Record<'agentId' | 'events' | 'oldestAt', string | number> & Pick<StateCount, 'state' | 'kind'>
    >();
  // mysql2 gives whole numbers back as strings.
  return rows.map(({ agentId: agent, state, kind, events, oldestAt }) => ({
    agentId: Number(agent),
    state,
    kind,
    events: Number(events),
    oldestAt: Number(oldestAt),
  }));
}

/** Events that were given up, oldest first. @param count at most */
export function deadEvents(
  dataSource: DataSource,
  which: WhichEvents,
  count: number,
): Promise<CallbackEventRow[]> {
  return dataSource.getRepository(CallbackEventRow).find({
    where: dead(which),
    order: { arrival: 'ASC' },
    take: count,
  });
}

/** Events that were given up are handled again, from the first attempt on. @param now ms since 1970 @returns how many */
export async function replayDead(
  transactions: Transactions,
  which: WhichEvents,
  now: number,
): Promise<number> {
  const { affected } = await transactions.single((manager) =>
    manager.update(CallbackEventRow, dead(which), { state: 'waiting', attempts: 0, nextAttemptAt: now }),
  );
  return affected ?? 0;
}

function dead({ corpId, agentId, eventId }: WhichEvents): FindOptionsWhere<CallbackEventRow> {
  return {
    corpId,
    state: 'dead',
    ...(agentId === undefined ? {} : { agentId }),
    ...(eventId === undefined ? {} : { eventId }),
  };
}
