import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { AppError } from '../platform/errors/app-error.js';
import { networkOf } from './network-of.js';

const MINUTE_S = 60;

declare module 'fastify' {
  interface FastifyRequest {
    /** It has been counted, or is to count for nothing. What is refused before that counts for its address. */
    isCounted?: boolean;
  }
}

/**
 * Brakes on whoever asks too much. Counted in this process: a brake must neither wait for Redis nor go when it goes,
 * and a page that misbehaves stays on the connection it has.
 */
@Injectable()
export class RequestLimits {
  private readonly sessions: RateLimiterMemory;
  private readonly addresses: RateLimiterMemory;

  constructor(@Inject(APP_CONFIG) { limits }: AppConfig) {
    this.sessions = new RateLimiterMemory({ points: limits.webViewPerMinute, duration: MINUTE_S });
    this.addresses = new RateLimiterMemory({ points: limits.addressPerMinute, duration: MINUTE_S });
  }

  /** @param session names one session, and nobody else can be made to name it. @throws AppError RATE_LIMITED */
  async spendOfSession(request: FastifyRequest, session: string): Promise<void> {
    request.isCounted = true;
    await spend(this.sessions, session, 1);
  }

  /** Once for each request. @throws AppError RATE_LIMITED */
  async spendOfAddress(request: FastifyRequest, cost: number): Promise<void> {
    if (request.isCounted) return;
    request.isCounted = true;
    if (cost > 0) await spend(this.addresses, networkOf(request.ip), cost);
  }
}

async function spend(limiter: RateLimiterMemory, key: string, cost: number): Promise<void> {
  try {
    await limiter.consume(key, cost);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new AppError('RATE_LIMITED', 'too many requests', {
      retryAfterS: Math.ceil(refusal.msBeforeNext / 1000),
    });
  }
}
