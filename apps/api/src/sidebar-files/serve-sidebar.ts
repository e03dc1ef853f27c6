import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config.js';
import { pagePolicy } from '../walls/page-policy.js';

/**
 * Serves the built sidebar where no web server does it for us: whatever is below /s is the same page, which has the
 * words for an address that is not complete.
 * Names under /assets change with their content and may be kept for ever; the page itself may not.
 */
export async function serveSidebar(
  app: NestFastifyApplication,
  folder: string,
  config: AppConfig,
): Promise<void> {
  const root = resolve(folder);
  await app.register(fastifyStatic, {
    root: resolve(root, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
  });
  const html = readFileSync(resolve(root, 'index.html'), 'utf8');
  const policy = pagePolicy(html, config);
  const fastify = app.getHttpAdapter().getInstance();
  for (const path of ['/', '/s', '/s/*']) {
    fastify.get(path, (_request, reply) =>
      reply
        .type('text/html; charset=utf-8')
        .header('cache-control', 'no-cache')
        .header('content-security-policy', policy)
        .send(html),
    );
  }
}
