import { In, LessThan, type FindOptionsWhere, type ObjectLiteral } from 'typeorm';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { callbackQueue } from '../callbacks/index.js';
import type { Retention } from '../config/app-config.js';
import { TimelineEntry, wecomChangeQueue } from '../crm/index.js';
import { webhookQueue } from '../webhooks/index.js';
import type { QueuedWork, WorkQueue, WorkState } from '../work-queue/queued-work.js';

/** Rows that are kept for so many days. */
export interface Outdated {
  kept: keyof Retention;
  entity: new () => ObjectLiteral;
  /** The column of the key that, among rows that are too old, names one. */
  id: string;
  /** @param before ms since 1970: whatever is older */
  of: (corpId: string, before: number) => FindOptionsWhere<ObjectLiteral>;
}

/** The audit log last: an account that may not delete of it keeps nothing else from being removed. */
export const outdated: Outdated[] = [
  ofQueue('events', callbackQueue, ['done', 'kept']),
  ofQueue('webhooks', webhookQueue, ['done', 'kept']),
  // Refusals that nobody has come to see too: the two may have no relation any more, and so no card.
  ofQueue('wecomChanges', wecomChangeQueue, ['done', 'kept', 'dead']),
  ofLog('timeline', TimelineEntry, 'entryId'),
  ofLog('audit', AuditEntry, 'entryId'),
];

function ofQueue<Row extends QueuedWork>(
  kept: keyof Retention,
  { rows, id }: WorkQueue<Row>,
  over: WorkState[],
): Outdated {
  return {
    kept,
    entity: rows,
    id,
    of: (corpId, before) => ({ corpId, state: In(over), receivedAt: LessThan(before) }),
  };
}

function ofLog(kept: keyof Retention, entity: new () => ObjectLiteral, id: string): Outdated {
  return { kept, entity, id, of: (corpId, before) => ({ corpId, at: LessThan(before) }) };
}
