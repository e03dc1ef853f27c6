import { Controller, Get, Inject, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  HealthIndicatorService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
} from '@nestjs/terminus';
import * as z from 'zod';
import { Public } from '../auth/index.js';
import { SHARED_REDIS, type SharedRedis } from '../cache/shared-redis.js';
import { AppError } from '../platform/errors/app-error.js';
import { Leaving } from '../platform/leaving.js';

const DATABASE_TIMEOUT_MS = 1_000;

/** Of what terminus says only the names: its messages hold hosts and ports. */
const lackingSchema = z.object({ error: z.record(z.string(), z.unknown()) });

/** Live: the process runs. Ready: it can do its work. Not the same. */
@Public()
@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly database: TypeOrmHealthIndicator,
    private readonly indicators: HealthIndicatorService,
    @Inject(SHARED_REDIS) private readonly redis: SharedRedis | null,
    private readonly leaving: Leaving,
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    if (this.leaving.hasBegun)
      throw new AppError('NOT_READY', 'leaving', { waitingFor: ['another process'] });
    try {
      return await this.health.check([
        () => this.database.pingCheck('database', { timeout: DATABASE_TIMEOUT_MS }),
        () => this.cacheCheck(),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: lacking } = lackingSchema.parse(error.getResponse());
      throw new AppError('NOT_READY', 'not ready', { waitingFor: Object.keys(lacking) });
    }
  }

  /** Sessions live there: without it nobody can be recognised. */
  private async cacheCheck() {
    const cache = this.indicators.check('cache');
    const isUp = await this.redis?.run((client) => client.ping()).catch(() => null);
    return isUp === null ? cache.down() : cache.up();
  }
}
