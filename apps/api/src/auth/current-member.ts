import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AppScope } from '@sidecard/contracts';
import type { FastifyRequest } from 'fastify';

/** Who is asking: a member of one corp, in one of its apps. Proved by the session, never taken from the request. */
export interface CurrentMember extends AppScope {
  userId: string;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the session guard on every route that is not public. */
    member?: CurrentMember;
  }
}

/** Hands the route the member who is asking. */
export const AskedBy = createParamDecorator((_: unknown, context: ExecutionContext): CurrentMember => {
  const { member } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!member) throw new Error('BUG_NO_MEMBER: @AskedBy() on a public route');
  return member;
});
