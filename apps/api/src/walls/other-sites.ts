import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { AppConfig } from '../config/app-config.js';
import { AppError } from '../platform/errors/app-error.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    ledToFromElsewhere?: boolean;
  }
}

/** A route of the API that a browser may be led to from another site, as WeCom leads it back from the login. */
export const LedToFromElsewhere = () => RouteConfig({ ledToFromElsewhere: true });

/**
 * Refuses what the browser says another site has sent (`Sec-Fetch-Site`), before anything is looked up or counted: a
 * page elsewhere, open in an office, must not use up what the office's address may ask. Where somebody goes by a link
 * they are let through, but on the API only to the login.
 */
export function refuseOtherSites(fastify: FastifyInstance, { server }: AppConfig): void {
  const windows = ['document', ...(server.framedBy ? ['iframe'] : [])];
  fastify.addHook('onRequest', (request, _reply, done) => {
    if (request.headers['sec-fetch-site'] !== 'cross-site' || mayBeLedTo(request, windows)) return done();
    request.isCounted = true;
    done(new AppError('ORIGIN_NOT_OURS', 'the request was not sent by our own page'));
  });
}

function mayBeLedTo({ headers, url, routeOptions }: FastifyRequest, windows: string[]): boolean {
  const { 'sec-fetch-mode': mode, 'sec-fetch-dest': destination } = headers;
  if (mode !== 'navigate' || !windows.includes(String(destination))) return false;
  return !url.startsWith('/api/') || routeOptions.config.ledToFromElsewhere === true;
}
