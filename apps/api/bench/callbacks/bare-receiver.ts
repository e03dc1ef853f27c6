import fastify from 'fastify';
import { createPool } from 'mysql2/promise';
import * as z from 'zod';
import { isSignedWith, openSealed } from '../../src/wecom/callbacks/callback-crypto.js';
import { fieldsOf, textOf } from '../../src/wecom/callbacks/callback-xml.js';
import { INSERT_PLAINLY, plainRow } from './plain-rows.js';

/**
 * What an acknowledgement costs at the least, when each event is stored by itself: Fastify and mysql2, and the same signature,
 * seal and XML. Who has sent it when is not looked at, nor what it says.
 */
const { DATABASE_URL, CONNECTIONS, SECRETS } = process.env;
const secretsSchema = z.record(z.string(), z.object({ token: z.string(), encodingAesKey: z.string() }));
const secrets = secretsSchema.parse(JSON.parse(SECRETS ?? '{}'));
const pool = createPool({ uri: DATABASE_URL ?? '', connectionLimit: Number(CONNECTIONS), trace: false });

const pathSchema = z.object({ corpId: z.string(), agentId: z.coerce.number() });
const querySchema = z.object({ msg_signature: z.string(), timestamp: z.string(), nonce: z.string() });
const server = fastify();
server.addContentTypeParser('text/xml', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
server.post('/wecom/callback/:corpId/:agentId', async ({ params, query, body }) => {
  const app = pathSchema.parse(params);
  const { msg_signature: signature, timestamp, nonce } = querySchema.parse(query);
  const { token = '', encodingAesKey = '' } = secrets[app.agentId] ?? {};
  const envelope = new Map(fieldsOf(textOf(z.instanceof(Uint8Array).parse(body))));
  const encrypted = envelope.get('Encrypt') ?? '';
  if (!isSignedWith(token, signature, [timestamp, nonce, encrypted])) throw new Error('not signed');
  const message = textOf(openSealed(encrypted, encodingAesKey, app.corpId));
  fieldsOf(message);
  await pool.execute(INSERT_PLAINLY, plainRow(app, message));
  return '';
});
process.send?.(await server.listen({ port: 0, host: '127.0.0.1' }));
