import { Module, type DynamicModule } from '@nestjs/common';
import { CacheModule } from '../cache/cache.module.js';
import type { AppConfig } from '../config/app-config.js';
import { ConfigModule } from '../config/config.module.js';
import type { Clock } from '../platform/clock.js';
import type { Logger } from '../platform/logger.js';
import { PlatformModule } from '../platform/platform.module.js';
import { DoctorModule } from './doctor.module.js';

/** The doctor without the API, which does not start on much of what the doctor is to find. */
@Module({})
export class DoctorAloneModule {
  static forRoot(config: AppConfig, clock: Clock, logger: Logger): DynamicModule {
    return {
      module: DoctorAloneModule,
      imports: [
        ConfigModule.forRoot(config),
        PlatformModule.forRoot(clock, logger),
        CacheModule,
        DoctorModule,
      ],
    };
  }
}
