import { IncomingMessage, ServerResponse, type OutgoingHttpHeaders } from 'node:http';
import { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';
import helmet from 'helmet';
import type { AppConfig } from '../config/app-config.js';

/** A year, for this host alone: what its neighbours and the hosts below it speak is not ours to say. */
const HTTPS_ONLY = 'max-age=31536000';

/**
 * Helmet's usual headers on every answer. What is no page of ours may do nothing at all, and nothing is kept by anybody
 * unless a route says so: nearly every answer is about a person.
 */
export function setSecurityHeaders(fastify: FastifyInstance, { server }: AppConfig): void {
  const headers = saidBy(
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"] },
      },
      // Only what came by https may say it, below.
      strictTransportSecurity: false,
      // The browser leaves the origin out of writes for `no-referrer`, and by the origin we know our own page.
      referrerPolicy: { policy: 'same-origin' },
      // A process for our origin alone would be left and entered again on the login's way through WeCom.
      originAgentCluster: false,
      // It can't name an origin; `frame-ancestors` does where it is needed.
      frameguard: server.framedBy ? false : { action: 'deny' },
    }),
  );
  fastify.addHook('onRequest', ({ protocol }, reply, done) => {
    void reply.headers(headers).header('cache-control', 'no-store');
    if (protocol === 'https') void reply.header('strict-transport-security', HTTPS_ONLY);
    done();
  });
}

/** What a middleware that looks at no request says on each of them: asking it anew takes longer than routing. */
function saidBy(middleware: ReturnType<typeof helmet>): OutgoingHttpHeaders {
  const request = new IncomingMessage(new Socket());
  const response = new ServerResponse(request);
  middleware(request, response, (error) => {
    if (error) throw error;
  });
  return response.getHeaders();
}
