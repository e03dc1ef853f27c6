import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Platform } from './platform/platform.js';
import { findCorp, findCustomer, findMember } from './world/world.js';

/** Pictures as the platform's image host would give them, drawn from the name: a coloured tile with its first sign. */
export function mountAvatars(server: FastifyInstance, platform: Platform): void {
  server.get<{ Params: { corpId: string; file: string } }>('/avatars/:corpId/:file', (request, reply) => {
    const id = request.params.file.replace(/\.svg$/, '');
    const corp = findCorp(platform.world, request.params.corpId);
    const name = corp && (findCustomer(corp, id)?.name ?? findMember(corp, id)?.name);
    if (!name) return reply.status(404).send();
    const hue = hueOf(`${corp.corpId}/${id}`);
    const [firstSign = '?'] = name;
    return reply
      .type('image/svg+xml')
      .header('cache-control', 'public, max-age=86400')
      .send(
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 96 96">` +
          `<rect width="96" height="96" fill="hsl(${hue} 42% 56%)"/>` +
          `<text x="48" y="50" font-family="sans-serif" font-size="44" fill="#fff" text-anchor="middle" ` +
          `dominant-baseline="central">&#${firstSign.codePointAt(0) ?? 63};</text></svg>`,
      );
  });
}

function hueOf(text: string): number {
  return createHash('sha256').update(text).digest().readUInt16BE(0) % 360;
}
