import { Global, Module, type DynamicModule } from '@nestjs/common';
import { CLOCK, type Clock } from './clock.js';
import { LOGGER, type Logger } from './logger.js';

@Global()
@Module({})
export class PlatformModule {
  static forRoot(clock: Clock, logger: Logger): DynamicModule {
    return {
      module: PlatformModule,
      providers: [
        { provide: CLOCK, useValue: clock },
        { provide: LOGGER, useValue: logger },
      ],
      exports: [CLOCK, LOGGER],
    };
  }
}
