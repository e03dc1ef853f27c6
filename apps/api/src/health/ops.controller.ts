import { Controller, Get, Header, Inject, UseGuards } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Public } from '../auth/index.js';
import { METRICS } from '../platform/metrics.js';
import { CredentialHealthService, type CredentialHealth } from './credential-health.service.js';
import { OpsGuard } from './ops.guard.js';

/** What only ops may see: no person, no secret, but corps, apps and how much goes on. */
@Public()
@UseGuards(OpsGuard)
@Controller()
export class OpsController {
  constructor(
    @Inject(METRICS) private readonly registry: Registry,
    private readonly credentials: CredentialHealthService,
  ) {}

  @Get('metrics')
  @Header('content-type', Registry.PROMETHEUS_CONTENT_TYPE)
  metrics(): Promise<string> {
    return this.registry.metrics();
  }

  @Get('health/credentials')
  health(): CredentialHealth[] {
    return this.credentials.all();
  }
}
