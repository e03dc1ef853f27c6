import { Controller, Get, UseGuards } from '@nestjs/common';
import { Public } from '../auth/index.js';
import { OpsGuard } from './ops.guard.js';
import { SyncHealthService, type SyncHealth } from './sync-health.service.js';

/** How the syncs of all apps stand: for ops only. */
@Public()
@UseGuards(OpsGuard)
@Controller('health/sync')
export class SyncHealthController {
  constructor(private readonly syncs: SyncHealthService) {}

  @Get()
  health(): Promise<SyncHealth[]> {
    return this.syncs.all();
  }
}
