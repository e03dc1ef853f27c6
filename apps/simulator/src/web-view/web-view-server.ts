import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyInstance } from 'fastify';
import { clientFile } from '../client-files.js';
import { defaultLook, userAgentOf } from './user-agent.js';

const BRIDGE_PATH = '/__wecom_client__/bridge.js';

/**
 * The origin at which the client's web view sees the sidebar. It passes everything through to whoever serves the
 * sidebar and does only what the native web view does to a page: it sends the client's user agent and has
 * `WeixinJSBridge` in place before any script of the page (5.8).
 */
export async function createWebViewServer(sidebarUrl: () => string | null): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });

  server.get(BRIDGE_PATH, async (_request, reply) =>
    reply.type('text/javascript').send(await readFile(clientFile('bridge.js'))),
  );

  server.addHook('onSend', async (_request, reply, payload) => {
    const isHtml = String(reply.getHeader('content-type')).startsWith('text/html');
    if (!isHtml || !(payload instanceof Readable)) return payload;
    const html = await text(payload);
    reply.removeHeader('content-length');
    return html.replace(/<head[^>]*>/i, (head) => `${head}<script src="${BRIDGE_PATH}"></script>`);
  });

  await server.register(httpProxy, {
    upstream: '',
    websocket: true,
    // A browser shows a 503; it does not ask ten times more.
    retryMethods: [],
    preHandler: (_request, reply, done) => {
      if (sidebarUrl()) done();
      else void reply.status(503).send('The simulator shows no sidebar yet.');
    },
    replyOptions: {
      getUpstream: () => sidebarUrl() ?? '',
      rewriteRequestHeaders: (request, headers) => ({
        ...headers,
        host: request.headers.host,
        'accept-encoding': 'identity',
        ...(request.headers['sec-fetch-dest'] === 'document'
          ? {}
          : { 'user-agent': userAgentOf(defaultLook) }),
      }),
    },
  });
  return server;
}
