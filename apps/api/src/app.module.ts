import { Module, StandardSchemaValidationPipe, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { AuthModule, SessionGuard } from './auth/index.js';
import { BootstrapModule } from './bootstrap/bootstrap.module.js';
import { CacheModule } from './cache/cache.module.js';
import { CallbacksModule } from './callbacks/index.js';
import type { AppConfig } from './config/app-config.js';
import { ConfigModule } from './config/config.module.js';
import { CrmModule, CustomerGuard } from './crm/index.js';
import { DatabaseModule } from './database/database.module.js';
import { DoctorModule } from './doctor/doctor.module.js';
import { HealthModule } from './health/health.module.js';
import { AddressLimitGuard } from './limits/address-limit.guard.js';
import { LimitsModule } from './limits/limits.module.js';
import { LiveModule } from './live/index.js';
import type { Clock } from './platform/clock.js';
import { AppError } from './platform/errors/app-error.js';
import { ErrorFilter } from './platform/errors/error.filter.js';
import type { Logger } from './platform/logger.js';
import { PlatformModule } from './platform/platform.module.js';
import { RetentionModule } from './retention/retention.module.js';
import { ScriptsModule } from './scripts/scripts.module.js';
import { SyncModule } from './sync/index.js';

/** The composition root. What holds for every route is registered here, so that tests boot the same app. */
@Module({})
export class AppModule {
  static forRoot(config: AppConfig, clock: Clock, logger: Logger): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.forRoot(config),
        PlatformModule.forRoot(clock, logger),
        LimitsModule,
        CacheModule,
        DatabaseModule,
        LiveModule,
        AuthModule,
        BootstrapModule,
        CrmModule,
        ScriptsModule,
        SyncModule,
        CallbacksModule,
        RetentionModule,
        HealthModule,
        DoctorModule,
      ],
      providers: [
        { provide: APP_FILTER, useClass: ErrorFilter },
        // In this order: how much, who, whom.
        { provide: APP_GUARD, useClass: AddressLimitGuard },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_GUARD, useExisting: CustomerGuard },
        {
          provide: APP_PIPE,
          useFactory: () =>
            new StandardSchemaValidationPipe({
              exceptionFactory: (issues) =>
                new AppError('INVALID_REQUEST', 'the request does not have the expected shape', {
                  fields: issues.map((issue) => (issue.path ?? []).map(String).join('.')),
                }),
            }),
        },
      ],
    };
  }
}
