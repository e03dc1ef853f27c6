import { Controller, Get, Header } from '@nestjs/common';
import { Public } from '../auth/index.js';
import { AppError } from '../platform/errors/app-error.js';
import { Readiness } from './readiness.js';

/** Live: the process runs. Ready: it can do its work. Not the same. */
@Public()
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** @throws AppError NOT_READY */
  @Get('ready')
  @Header('cache-control', 'no-store')
  async ready(): Promise<{ status: 'ok' }> {
    const waitingFor = await this.readiness.waitingFor();
    if (waitingFor.length > 0) throw new AppError('NOT_READY', 'not ready', { waitingFor });
    return { status: 'ok' };
  }
}
