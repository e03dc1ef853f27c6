import { createHash, timingSafeEqual } from 'node:crypto';
import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { AppError } from '../platform/errors/app-error.js';

/**
 * For whoever shows `OPS_TOKEN`. To everybody else, and to all while there is none, the route does not exist: a port is
 * only as internal as the network it is in, which others share.
 */
@Injectable()
export class OpsGuard implements CanActivate {
  constructor(@Inject(APP_CONFIG) private readonly config: AppConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const { authorization = '' } = context.switchToHttp().getRequest<FastifyRequest>().headers;
    const token = this.config.ops?.token;
    if (token && timingSafeEqual(digest(authorization), digest(`Bearer ${token}`))) return true;
    throw new AppError('ROUTE_NOT_FOUND', 'there is no such route');
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
