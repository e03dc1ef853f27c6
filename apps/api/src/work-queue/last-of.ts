import type { EntityManager, FindOptionsWhere } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import type { QueuedWork } from './queued-work.js';

type Subject = Pick<QueuedWork, 'corpId' | 'subject'>;
type Waiting = Omit<QueuedWork, 'agentId' | 'kind' | 'happenedAt' | 'message'>;

/**
 * A row that waits behind all there are of its subject. Clocks of processes differ, and rows of one subject must not
 * overtake each other because of that.
 * @param manager of a transaction that holds what all who write of the subject wait for
 * @param now ms since 1970
 */
export async function lastOf(
  manager: EntityManager,
  rows: new () => QueuedWork,
  subject: Subject,
  now: number,
): Promise<Waiting> {
  const where: FindOptionsWhere<QueuedWork> = subject;
  const last = await manager.findOne<QueuedWork>(rows, {
    select: { arrival: true },
    where,
    order: { arrival: 'DESC' },
  });
  const id = timeSortedId();
  const arrival = last && last.arrival >= id ? timeSortedId({ msecs: msOf(last.arrival) + 1 }) : id;
  return {
    ...subject,
    arrival,
    receivedAt: now,
    state: 'waiting',
    attempts: 0,
    nextAttemptAt: now,
    leaseOwner: null,
    doneAt: null,
    lastError: null,
  };
}

/** When a UUID of version 7 was made: its first 48 bits. */
function msOf(id: string): number {
  return Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
}
