import fastify from 'fastify';
import { createPool } from 'mysql2/promise';
import { v7 as timeSortedId } from 'uuid';
import * as z from 'zod';
import { places } from './statements.js';

/**
 * What a card is measured beside: Fastify and mysql2, and the very statements that a card costs, all at once, with nobody
 * who asks whether this member may see this customer.
 */
const { DATABASE_URL, STATEMENTS, CONNECTIONS } = process.env;
const statements = z.array(z.string()).parse(JSON.parse(STATEMENTS ?? '[]'));
const pool = createPool({ uri: DATABASE_URL ?? '', connectionLimit: Number(CONNECTIONS), trace: false });

const querySchema = z.object({ customer: z.string(), member: z.string() });
const server = fastify();
server.get('/card', async ({ query }) => {
  const { customer, member } = querySchema.parse(query);
  const values = new Map<string, string>([
    [places.customer, customer],
    [places.member, member],
    [places.fresh, timeSortedId()],
  ]);
  const answers = await Promise.all(
    statements.map((statement) => {
      const found = statement.match(/\{(?:customer|member|fresh)\}/g) ?? [];
      const sql = statement.replaceAll(/\{(?:customer|member|fresh)\}/g, '?');
      return pool.query(
        sql,
        found.map((place) => values.get(place)),
      );
    }),
  );
  return answers.map(([rows]) => rows);
});
const url = await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.(url);
