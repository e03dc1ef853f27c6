import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { WEB_VIEW_HEADER, parseWebViewMark } from '@sidecard/contracts';
import type { FastifyRequest } from 'fastify';
import { Corps } from '../config/corps.js';
import { RequestLimits } from '../limits/request-limits.js';
import { AppError } from '../platform/errors/app-error.js';
import { requestContext } from '../platform/request-context.js';
import { browserOf } from './browser-cookie.js';
import { PUBLIC } from './public.js';
import { SessionStore } from './session.store.js';
import { assertSentByOwnPage } from './sent-by-own-page.js';

/** On every route that is not `@Public()`: which member is asking, in this very web view? */
@Injectable()
export class SessionGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly corps: Corps,
    private readonly sessions: SessionStore,
    private readonly limits: RequestLimits,
  ) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()]))
      return true;
    return this.recognize(context.switchToHttp().getRequest<FastifyRequest>());
  }

  private async recognize(request: FastifyRequest): Promise<true> {
    const mark = request.headers[WEB_VIEW_HEADER];
    const scope = typeof mark === 'string' ? parseWebViewMark(mark) : null;
    const browser = browserOf(request);
    if (!scope || !browser || typeof mark !== 'string') {
      throw new AppError('NOT_LOGGED_IN', 'no web view has been proved');
    }
    const { corp } = this.corps.get(scope);
    const member = await this.sessions.find(browser, mark);
    if (!member) throw new AppError('SESSION_CHANGED', 'this web view has not been proved, or too long ago');
    // The mark alone would not do: it is no secret, and anybody may log in under the same.
    await this.limits.spendOfSession(request, `${browser}.${mark}`);
    assertSentByOwnPage(request, corp.publicOrigin);
    request.member = member;
    Object.assign(requestContext.getStore() ?? {}, member);
    return true;
  }
}
