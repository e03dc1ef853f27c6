import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { APP_CONFIG, type AppConfig } from '../config/app-config.js';
import { AppError } from '../platform/errors/app-error.js';

const MINUTE_S = 60;

/**
 * Brakes on whoever asks too much. Counted in this process: a brake must neither wait for Redis nor go when it goes,
 * and a page that misbehaves stays on the connection it has.
 */
@Injectable()
export class RequestLimits {
  private readonly webViews: RateLimiterMemory;
  private readonly addresses: RateLimiterMemory;

  constructor(@Inject(APP_CONFIG) { limits }: AppConfig) {
    this.webViews = new RateLimiterMemory({ points: limits.webViewPerMinute, duration: MINUTE_S });
    this.addresses = new RateLimiterMemory({ points: limits.addressPerMinute, duration: MINUTE_S });
  }

  /** @throws AppError RATE_LIMITED */
  spendOfWebView(mark: string): Promise<void> {
    return spend(this.webViews, mark, 1);
  }

  /** @throws AppError RATE_LIMITED */
  spendOfAddress(ip: string, cost: number): Promise<void> {
    return spend(this.addresses, ip, cost);
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
