import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import { HealthCheckService, HealthIndicatorService, TypeOrmHealthIndicator } from '@nestjs/terminus';
import * as z from 'zod';
import { SHARED_REDIS, type SharedRedis } from '../cache/shared-redis.js';
import { Leaving } from '../platform/leaving.js';

const DATABASE_TIMEOUT_MS = 1_000;

/** Of what terminus says only the names: its messages hold hosts and ports. */
const lackingSchema = z.object({ error: z.record(z.string(), z.unknown()) });

/** What this process can lack for its work. */
export const lacks = ['another process', 'database', 'cache'] as const;

@Injectable()
export class Readiness {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    @Inject(SHARED_REDIS) private readonly redis: SharedRedis | null,
    private readonly leaving: Leaving,
  ) {}

  /** Which of `lacks` it waits for: none when it can do its work. */
  async waitingFor(): Promise<string[]> {
    if (this.leaving.hasBegun) return ['another process'];
    try {
      await this.health.check([
        () => this.database.pingCheck('database', { timeout: DATABASE_TIMEOUT_MS }),
        () => this.cacheCheck(),
      ]);
      return [];
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      return Object.keys(lackingSchema.parse(error.getResponse()).error);
    }
  }

  /** Sessions live there: without it nobody can be recognised. */
  private async cacheCheck() {
    const cache = this.indicators.check('cache');
    const isUp = await this.redis?.run((client) => client.ping()).catch(() => null);
    return isUp === null ? cache.down() : cache.up();
  }
}
