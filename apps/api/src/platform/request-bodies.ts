import type { Readable } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import { MEDIA_TYPE } from '@sidecard/contracts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from './errors/app-error.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    rawBody?: boolean;
    streamedBody?: boolean;
  }
}

/** A route that gets the bytes as they came, whatever the sender calls them; undefined when there are none. */
export const RawBody = () => RouteConfig({ rawBody: true });

/**
 * A route that reads the bytes itself (`readAll`), once its guards have let them through: nobody fills our memory whom we
 * don't know. They come as `MEDIA_TYPE`.
 */
export const StreamedBody = () => RouteConfig({ streamedBody: true });

/** @param most bytes @throws AppError PAYLOAD_TOO_LARGE */
export async function readAll(body: Readable, most: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  // Whoever sends too much is answered: the connection stays.
  for await (const chunk of body.iterator({ destroyOnReturn: false })) {
    size += chunk.length;
    if (size > most) throw new AppError('PAYLOAD_TOO_LARGE', `more than ${most} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Takes the place of Nest's parsers. All routes take JSON alone, but for those that ask for the raw body. */
export function parseRequestBodies(fastify: FastifyInstance): void {
  const asJson = fastify.getDefaultJsonParser('error', 'error');
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request)) done(null, body);
    else void asJson(request, body.toString(), done);
  });
  fastify.addContentTypeParser(MEDIA_TYPE, (request: FastifyRequest, body: Readable, done) => {
    if (request.routeOptions.config.streamedBody) done(null, body);
    else if (isRaw(request))
      readAll(body, request.routeOptions.bodyLimit ?? 0).then((bytes) => done(null, bytes), done);
    else done(onlyJson());
  });
  fastify.addContentTypeParser('*', { parseAs: 'buffer' }, (request, body, done) => {
    if (isRaw(request) || request.is404) done(null, body);
    else done(onlyJson());
  });
}

function onlyJson(): Error {
  return Object.assign(new Error('only JSON is understood'), { statusCode: 415 });
}

function isRaw({ routeOptions }: FastifyRequest): boolean {
  return routeOptions.config.rawBody === true;
}
