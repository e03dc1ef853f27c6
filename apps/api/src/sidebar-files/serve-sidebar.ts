import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/**
 * Serves the built sidebar where no web server does it for us: whatever is below /s is the same page, which has the
 * words for an address that is not complete.
 * Names under /assets change with their content and may be kept for ever; the page itself may not.
 */
export async function serveSidebar(app: NestFastifyApplication, folder: string): Promise<void> {
  const root = resolve(folder);
  await app.register(fastifyStatic, {
    root: resolve(root, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  const fastify = app.getHttpAdapter().getInstance();
  for (const path of ['/', '/s', '/s/*']) {
    fastify.get(path, (_request, reply) =>
      reply.header('cache-control', 'no-cache').sendFile('index.html', root, { cacheControl: false }),
    );
  }
}
