import type { RowDataPacket } from 'mysql2';
import { request } from 'undici';
import type { Pair, ServedCards } from './served-cards.js';

/** What stands in a statement for what is another for each card. */
export const places = { customer: '{customer}', member: '{member}', fresh: '{fresh}' } as const;

interface Logged extends RowDataPacket {
  argument: string | Buffer;
}

const UUID = /'[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}'/;

/** Every statement that one card costs, as the database has been asked it. */
export async function statementsOfCard(cards: ServedCards): Promise<string[]> {
  const { admin } = cards;
  const pair = cards.any();
  await look(cards, pair);
  await admin.query("SET GLOBAL log_output = 'TABLE'");
  await admin.query('TRUNCATE mysql.general_log');
  await admin.query('SET GLOBAL general_log = 1');
  await look(cards, pair);
  await admin.query('SET GLOBAL general_log = 0');
  const [logged] = await admin.query<Logged[]>(
    `SELECT argument FROM mysql.general_log
     WHERE command_type IN ('Query', 'Execute') AND thread_id <> CONNECTION_ID() ORDER BY event_time`,
  );
  return logged.map(({ argument }) =>
    String(argument)
      .replaceAll(`'${pair.externalUserId}'`, places.customer)
      .replaceAll(`'${pair.userId}'`, places.member)
      // Of rows that are written: each has a key of its own.
      .replace(UUID, places.fresh),
  );
}

async function look(cards: ServedCards, pair: Pair): Promise<void> {
  const { origin, path, ...options } = cards.requestOf(pair);
  const { statusCode, body } = await request(origin + path, options);
  const text = await body.text();
  if (statusCode !== 200)
    throw new Error(`the card of ${pair.externalUserId} was answered with ${statusCode}: ${text}`);
}
