import { Controller, Get, Header, Inject, UseGuards } from '@nestjs/common';
import { Registry } from 'prom-client';
import { ConfigReload } from '../config/config-reload.js';
import { METRICS } from '../platform/metrics.js';
import { CredentialHealthService, type CredentialHealth } from './credential-health.service.js';
import { OpsGuard } from './ops.guard.js';
import { SyncHealthService, type SyncHealth } from './sync-health.service.js';

/** What only ops may see: no person, no secret, but corps, apps and how much goes on. */
@UseGuards(OpsGuard)
@Controller()
export class OpsController {
  constructor(
    @Inject(METRICS) private readonly registry: Registry,
    private readonly credentials: CredentialHealthService,
    private readonly syncs: SyncHealthService,
    private readonly reloads: ConfigReload,
  ) {}

  @Get('metrics')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  @Get('health/credentials')
  credentialHealth(): CredentialHealth[] {
    return this.credentials.all();
  }

  @Get('health/config')
  configHealth(): { loadedAt: string; refused: { at: string; flaws: readonly string[] } | null } {
    const { loadedAt, refused } = this.reloads.state;
    return { loadedAt: iso(loadedAt), refused: refused && { ...refused, at: iso(refused.at) } };
  }

  @Get('health/sync')
  syncHealth(): Promise<SyncHealth[]> {
    return this.syncs.all();
  }
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
