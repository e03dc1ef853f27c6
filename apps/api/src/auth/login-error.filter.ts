import { Catch, type ArgumentsHost } from '@nestjs/common';
import { LOGIN_FAILURE, parseWebViewMark, sidebarPath, type AppScope } from '@sidecard/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod';
import { ErrorFilter } from '../platform/errors/error.filter.js';
import { scopeParams } from './scope-params.js';

const markQuery = z.object({ mark: z.string() });

/**
 * A browser in the middle of the login has no page to show an error on: it is sent back to the sidebar, which has the
 * words. Everybody else gets the usual answer.
 */
@Catch()
export class LoginErrorFilter extends ErrorFilter {
  override async catch(thrown: unknown, host: ArgumentsHost): Promise<void> {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const scope = scopeOf(request);
    if (!scope || !request.headers.accept?.includes('text/html')) return super.catch(thrown, host);

    const error = await this.refusalOf(thrown, request);
    const failure = new URLSearchParams({
      [LOGIN_FAILURE.code]: error.code,
      [LOGIN_FAILURE.requestId]: request.id,
    });
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    void reply
      .header('cache-control', 'no-store')
      .redirect(`${sidebarPath(scope)}#${failure.toString()}`, 302);
  }
}

/** The app this login is for, from a callback's path or a start's mark. */
function scopeOf(request: FastifyRequest): AppScope | null {
  const callback = scopeParams.safeParse(request.params);
  if (callback.success) return callback.data;
  const start = markQuery.safeParse(request.query);
  return start.success ? parseWebViewMark(start.data.mark) : null;
}
