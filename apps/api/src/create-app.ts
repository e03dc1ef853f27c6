import fastifyCookie from '@fastify/cookie';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { REQUEST_ID_HEADER } from '@sidecard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { DestinationStream } from 'pino';
import { AppModule } from './app.module.js';
import type { AppConfig } from './config/app-config.js';
import { systemClock, type Clock } from './platform/clock.js';
import { refuseConnection, sendError, toAppError } from './platform/errors/error-answer.js';
import { Leaving } from './platform/leaving.js';
import { createLogger, forNest } from './platform/logger.js';
import { METRICS } from './platform/metrics.js';
import { parseRequestBodies } from './platform/request-bodies.js';
import { requestContext } from './platform/request-context.js';
import { requestIdOf } from './platform/request-id.js';
import { measureRequests } from './platform/request-metrics.js';
import { serveSidebar } from './sidebar-files/serve-sidebar.js';
import { refuseOtherSites } from './walls/other-sites.js';
import { setSecurityHeaders } from './walls/security-headers.js';
import { warnOfUntrustedProxy } from './walls/untrusted-proxy.js';

/** Nothing the page sends is larger. */
const BODY_LIMIT_BYTES = 64 * 1024;
/** More than there is room for in the line of a request, which Node limits. */
const MAX_PARAM_LENGTH = 64 * 1024;

/** What tests put in place of the real thing. */
export interface Replacements {
  clock?: Clock;
  logs?: DestinationStream;
}

/** The whole API, ready to listen. */
export async function createApp(
  config: AppConfig,
  { clock = systemClock, logs }: Replacements = {},
): Promise<NestFastifyApplication> {
  const logger = createLogger(config.logLevel, logs);
  const adapter = new FastifyAdapter({
    bodyLimit: BODY_LIMIT_BYTES,
    // An id that is too long is for the route to refuse, like any other that is none.
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    trustProxy: config.server.trustedProxies,
    genReqId: requestIdOf,
    // Who still comes while the last ones are answered is answered too.
    return503OnClosing: false,
    // What is no HTTP, or has too much of a header, never becomes a request.
    clientErrorHandler: refuseConnection,
    // A url that can't be decoded is refused before any route, hook or filter.
    frameworkErrors: (error: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.header(REQUEST_ID_HEADER, request.id);
      sendError(toAppError(error), request, reply);
    },
  });
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.forRoot(config, clock, logger),
    adapter,
    // A failure is thrown to whoever asked, and said once.
    { logger: false, abortOnError: false, bodyParser: false },
  );
  app.useLogger(forNest(logger));
  await app.register(fastifyCookie);

  const fastify = adapter.getInstance();
  setSecurityHeaders(fastify, config);
  parseRequestBodies(fastify);
  const leaving = app.get(Leaving);
  fastify.addHook('onRequest', (request, reply, next) => {
    void reply.header(REQUEST_ID_HEADER, request.id);
    if (leaving.hasBegun) void reply.header('connection', 'close');
    requestContext.run({ requestId: request.id }, next);
  });
  warnOfUntrustedProxy(fastify, logger);
  refuseOtherSites(fastify, config);
  const measure = measureRequests(app.get(METRICS));
  fastify.addHook('onResponse', (request, reply, done) => {
    const { method, url } = request;
    const { statusCode, elapsedTime } = reply;
    logger.info({ method, path: url.split('?')[0], statusCode, ms: Math.round(elapsedTime) }, 'request');
    measure(request, reply);
    done();
  });
  if (config.sidebarFiles) await serveSidebar(fastify, config.sidebarFiles, config);
  return app;
}
