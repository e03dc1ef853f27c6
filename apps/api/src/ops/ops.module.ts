import { Module, type DynamicModule, type InjectionToken } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { APP_CONFIG } from '../config/app-config.js';
import { ConfigReload } from '../config/config-reload.js';
import { HealthController } from '../health/health.controller.js';
import { Readiness } from '../health/readiness.js';
import { RequestLimits } from '../limits/request-limits.js';
import { ErrorFilter } from '../platform/errors/error.filter.js';
import { LOGGER } from '../platform/logger.js';
import { METRICS } from '../platform/metrics.js';
import { SyncService } from '../sync/index.js';
import { WecomHealth } from '../wecom/index.js';
import { CredentialHealthService } from './credential-health.service.js';
import { OpsController } from './ops.controller.js';
import { SyncHealthService } from './sync-health.service.js';

/** What is told of the API. None of these has a life of its own that Nest would begin or end a second time. */
const lent: InjectionToken[] = [
  APP_CONFIG,
  ConfigReload,
  LOGGER,
  METRICS,
  Readiness,
  RequestLimits,
  SyncService,
  WecomHealth,
];

/** The internal port: another server of the same process, beside an API whose parts it looks into. */
@Module({})
export class OpsModule {
  static besides(api: NestFastifyApplication): DynamicModule {
    return {
      module: OpsModule,
      controllers: [HealthController, OpsController],
      providers: [
        ...lent.map((token) => ({ provide: token, useValue: api.get<unknown>(token, { strict: false }) })),
        CredentialHealthService,
        SyncHealthService,
        { provide: APP_FILTER, useClass: ErrorFilter },
      ],
    };
  }
}
