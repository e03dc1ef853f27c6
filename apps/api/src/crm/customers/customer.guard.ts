import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { CHAT_HEADER, externalUserIdSchema } from '@sidecard/contracts';
import type { FastifyRequest } from 'fastify';
import * as z from 'zod';
import type { CurrentMember } from '../../auth/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerFactsService, type ServedCustomer } from './customer-facts.service.js';

const aboutCustomer = z.object({ externalUserId: z.string() });

/**
 * On every route about one customer, which is every one with `:externalUserId` in its path: may this member see them,
 * and is a write meant for the chat that is open? Whoever may not see them learns nothing, not even that they exist.
 */
@Injectable()
export class CustomerGuard implements CanActivate {
  constructor(private readonly facts: CustomerFactsService) {}

  canActivate(context: ExecutionContext): true | Promise<true> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const about = aboutCustomer.safeParse(request.params);
    return about.success ? this.admit(request, about.data.externalUserId) : true;
  }

  private async admit(request: FastifyRequest, externalUserId: string): Promise<true> {
    if (!request.member) throw new Error('BUG_PUBLIC_CUSTOMER: a route about a customer is public');
    if (request.method !== 'GET') assertChatIsOpen(request, externalUserId);
    request.served = await this.servedBy(request.member, externalUserId);
    return true;
  }

  private async servedBy(member: CurrentMember, externalUserId: string): Promise<ServedCustomer> {
    const isId = externalUserIdSchema.safeParse(externalUserId).success;
    const served = isId && (await this.facts.get(member, externalUserId));
    if (!served) throw new AppError('CUSTOMER_NOT_FOUND', 'no such customer of this member');
    if (served.relation.endedAt !== null) {
      throw new AppError('RELATION_ENDED', 'the member no longer serves this customer');
    }
    return served;
  }
}

/** @throws AppError CHAT_CHANGED: what was meant for one customer must not happen to another */
function assertChatIsOpen({ headers }: FastifyRequest, externalUserId: string): void {
  const open = headers[CHAT_HEADER];
  if (typeof open !== 'string' || open === '')
    throw new AppError('INVALID_REQUEST', 'the request does not say which chat is open', {
      fields: [CHAT_HEADER],
    });
  if (open !== externalUserId) throw new AppError('CHAT_CHANGED', 'another chat is open beside the page');
}
