import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from './app-config.js';
import { ConfigReload } from './config-reload.js';
import { Corps } from './corps.js';
import { WECOM_TIMINGS } from './wecom-timings.js';

@Global()
@Module({})
export class ConfigModule {
  static forRoot(config: AppConfig): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: APP_CONFIG, useValue: config },
        { provide: WECOM_TIMINGS, useValue: config.wecom.timings },
        ConfigReload,
        Corps,
      ],
      exports: [APP_CONFIG, WECOM_TIMINGS, Corps],
    };
  }
}
