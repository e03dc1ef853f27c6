import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { ServedCustomer } from './customer-facts.service.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the customer guard on every route about one customer. */
    served?: ServedCustomer;
  }
}

/** Hands the route the customer it is about, whom the member who is asking may see. */
export const Served = createParamDecorator((_: unknown, context: ExecutionContext): ServedCustomer => {
  const { served } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!served) throw new Error('BUG_NO_CUSTOMER: @Served() on a route without :externalUserId');
  return served;
});
