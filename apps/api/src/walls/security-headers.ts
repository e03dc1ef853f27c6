import fastifyHelmet from '@fastify/helmet';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config.js';

/**
 * Helmet's usual headers on every answer. What is no page of ours may do nothing at all, and nothing is kept by anybody
 * unless a route says so: nearly every answer is about a person.
 */
export async function setSecurityHeaders(app: NestFastifyApplication, config: AppConfig): Promise<void> {
  await app.register(fastifyHelmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: { 'default-src': ["'none'"], 'base-uri': ["'none'"], 'frame-ancestors': ["'none'"] },
    },
    // The browser leaves the origin out of writes for `no-referrer`, and by the origin we know our own page.
    referrerPolicy: { policy: 'same-origin' },
    // A process for our origin alone would be left and entered again on the login's way through WeCom.
    originAgentCluster: false,
    // It can't name an origin; `frame-ancestors` does where it is needed.
    frameguard: config.server.framedBy ? false : { action: 'deny' },
  });
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('onRequest', (_request, reply, done) => {
      void reply.header('cache-control', 'no-store');
      done();
    });
}
