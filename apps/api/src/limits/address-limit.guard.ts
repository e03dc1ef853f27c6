import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { RequestLimits } from './request-limits.js';

/** What a request of this route counts for. Without it: one. What counts for nothing is never refused for its number. */
export const RequestCost = Reflector.createDecorator<number>();

/** The first guard of all: what comes from one address, known or not. */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const cost = this.reflector.get(RequestCost, context.getHandler()) ?? 1;
    const { ip } = context.switchToHttp().getRequest<FastifyRequest>();
    if (cost > 0) await this.limits.spendOfAddress(ip, cost);
    return true;
  }
}
