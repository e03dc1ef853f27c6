import { createHash } from 'node:crypto';
import type { AppScope } from '@sidecard/contracts';
import { v7 as timeSortedId } from 'uuid';

/** A table like that of events. */
export const PLAIN_ROWS = 'bench_rows';

const columns = [
  'corp_id',
  'agent_id',
  'event_id',
  'subject',
  'kind',
  'happened_at',
  'message',
  'arrival',
  'received_at',
  'state',
  'attempts',
  'next_attempt_at',
];

/** One row by itself; one that is there already stays. */
export const INSERT_PLAINLY = `INSERT IGNORE INTO ${PLAIN_ROWS} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`;

/** The very row that an event becomes. */
export function plainRow(
  { corpId, agentId }: AppScope,
  message: string,
  eventId = createHash('sha256').update(message).digest('hex'),
): (string | number)[] {
  const now = Date.now();
  const subject = `customer:${'wm'.padEnd(32, 'x')}`;
  return [
    corpId,
    agentId,
    eventId,
    subject,
    'contact.edited',
    now,
    message,
    timeSortedId(),
    now,
    'kept',
    0,
    now,
  ];
}
