import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean;
  }
}

/** A route that gets the bytes as they came, whatever the sender calls them; undefined when there are none. */
export const RawBody = () => RouteConfig({ rawBody: true });

/** Takes the place of Nest's parsers. All routes take JSON alone, but for those that ask for the raw body. */
export function parseRequestBodies(fastify: FastifyInstance): void {
  const asJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request)) done(null, body);
    else void asJson(request, body.toString(), done);
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request) || request.is404) done(null, body);
    else done(Object.assign(new Error('only JSON is understood'), { statusCode: 415 }));
  });
}

function isRaw({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.rawBody === true;
}
