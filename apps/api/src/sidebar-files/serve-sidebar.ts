import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { AppConfig } from '../config/app-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { pagePolicy } from '../walls/page-policy.js';

/**
 * Serves the built sidebar where no web server does it for us: whatever is below /s is the same page, which has the
 * words for an address that is not complete.
 * Names under /assets change with their content and may be kept for ever; the page itself may not.
 * @throws SetupError when the folder holds no built sidebar
 */
export async function serveSidebar(
  fastify: FastifyInstance,
  folder: string,
  config: AppConfig,
): Promise<void> {
  const root = resolve(folder);
  const html = readPage(resolve(root, 'index.html'));
  await fastify.register(fastifyStatic, {
    root: resolve(root, 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const policy = pagePolicy(html, config);
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

function readPage(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SetupError([`environment variable SIDEBAR_FILES: there is no ${file}`]);
  }
}
