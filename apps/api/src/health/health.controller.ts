import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  TypeOrmHealthIndicator,
  type HealthCheckResult,
} from '@nestjs/terminus';
import * as z from 'zod';
import { Public } from '../auth/index.js';
import { AppError } from '../platform/errors/app-error.js';

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
  ) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @HealthCheck()
  async ready(): Promise<HealthCheckResult> {
    try {
      return await this.health.check([
        () => this.database.pingCheck('database', { timeout: DATABASE_TIMEOUT_MS }),
      ]);
    } catch (error) {
      if (!(error instanceof ServiceUnavailableException)) throw error;
      const { error: lacking } = lackingSchema.parse(error.getResponse());
      throw new AppError('NOT_READY', 'not ready', { waitingFor: Object.keys(lacking) });
    }
  }
}
