import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import httpProxy from '@fastify/http-proxy';
import fastify, { type FastifyInstance } from 'fastify';
import { clientFile } from '../client-files.js';
import { defaultLook, userAgentOf } from './user-agent.js';

/** The client and the platform, at the web view's origin too: a tunnel has one. */
const CLIENT_PATH = '/__wecom_client__';
const BRIDGE_PATH = `${CLIENT_PATH}/bridge.js`;
/** What a browser asks of them. What servers ask, and what only tests do, stays on this machine. */
const ASKED_BY_BROWSERS =
  /^\/__wecom_client__\/(?:$|assets\/|avatars\/|client\/|connect\/|wwlogin\/|control\/(?:faults|happenings|callbacks\/settled)$)/;

/** Who serves the sidebar and its API, null until that is known; and where the platform listens. */
type Upstreams = () => { sidebar: string | null; platform: string };

/**
 * The origin at which the client's web view sees the sidebar. It passes everything through to whoever serves the
 * sidebar and does only what the native web view does to a page: it sends the client's user agent and has
 * `WeixinJSBridge` in place before any script of the page (5.8).
 */
export async function createWebViewServer(upstreams: Upstreams): Promise<FastifyInstance> {
  const server = fastify({ bodyLimit: 64 * 1024 * 1024, forceCloseConnections: true });

  server.get(BRIDGE_PATH, async (_request, reply) =>
    reply.type('text/javascript').send(await readFile(clientFile('bridge.js'))),
  );

  await server.register(httpProxy, {
    upstream: '',
    prefix: CLIENT_PATH,
    rewritePrefix: '',
    retryMethods: [],
    preHandler: (request, reply, done) => {
      if (ASKED_BY_BROWSERS.test(new URL(request.url, 'http://any').pathname)) done();
      else void reply.status(404).send('');
    },
    replyOptions: { getUpstream: () => upstreams().platform },
  });
  await server.register(async (sidebar) => passThrough(sidebar, upstreams));
  return server;
}

async function passThrough(server: FastifyInstance, upstreams: Upstreams): Promise<void> {
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
      if (upstreams().sidebar) done();
      else void reply.status(503).send('The simulator shows no sidebar yet.');
    },
    replyOptions: {
      getUpstream: () => upstreams().sidebar ?? '',
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
}
