import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { PUBLIC } from '../auth/index.js';
import { RequestCost } from './request-cost.js';
import { RequestLimits } from './request-limits.js';

/**
 * The first guard of all: how much comes from one address that we know nobody by. Not what has a session: a whole office
 * may share one address, and nobody in it may keep the others from working.
 */
@Injectable()
export class AddressLimitGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limits: RequestLimits,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, [context.getHandler(), context.getClass()])) {
      const cost = this.reflector.get(RequestCost, context.getHandler()) ?? 1;
      await this.limits.spendOfAddress(context.switchToHttp().getRequest<FastifyRequest>(), cost);
    }
    return true;
  }
}
