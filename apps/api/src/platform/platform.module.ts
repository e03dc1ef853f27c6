import { Global, Module, type DynamicModule } from '@nestjs/common';
import { Registry } from 'prom-client';
import { Leaving } from './leaving.js';
import { CLOCK, type Clock } from './clock.js';
import { LOGGER, type Logger } from './logger.js';
import { METRICS } from './metrics.js';

@Global()
@Module({})
export class PlatformModule {
  static forRoot(clock: Clock, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: LOGGER, useValue: logger },
        { provide: METRICS, useFactory: () => new Registry() },
        Leaving,
      ],
      exports: [CLOCK, LOGGER, METRICS, Leaving],
    };
  }
}
