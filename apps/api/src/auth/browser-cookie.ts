import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** `__Host-`: this host only, https only (or the machine itself), not to be planted by a neighbouring domain. */
const NAME = '__Host-sidecard';

/**
 * The secret of one cookie jar. It proves nothing alone: a session belongs to this browser *and* to one web view's
 * mark, so that web views of several accounts can live in one jar without throwing each other out.
 */
export function browserOf(request: FastifyRequest): string | null {
  const value = request.cookies[NAME];
  return value && /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
}

/** The browser's secret, given to it if it has none yet. */
export function ensureBrowser(request: FastifyRequest, reply: FastifyReply): string {
  const known = browserOf(request);
  if (known) return known;
  const fresh = randomBytes(32).toString('base64url');
  void reply.setCookie(NAME, fresh, { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
  return fresh;
}
