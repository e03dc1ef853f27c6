import { NestFactory } from '@nestjs/core';
import type { AppConfig } from '../config/app-config.js';
import type { Clock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import type { Logger } from '../platform/logger.js';
import { carryOut, notAsked } from './carry-out.js';
import { DoctorAloneModule } from './doctor-alone.module.js';
import { DoctorService, type Examined } from './doctor.service.js';
import { findingOf, server, type Finding, type Step } from './finding.js';

/** Looks at a set-up from beside the API. @param examined null for everything that is declared */
export async function examineConfig(
  config: AppConfig,
  examined: Examined | null,
  clock: Clock,
  logger: Logger,
): Promise<Finding[]> {
  const module = DoctorAloneModule.forRoot(config, clock, logger);
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    return await context.get(DoctorService, { strict: false }).examine(examined);
  } finally {
    await context.close();
  }
}

/** Whose finding out would need the configuration. */
const WITHOUT_CONFIGURATION: Step[] = ['platform', 'clock', 'database', 'redis'];

/** What is left to say where the configuration can't be read: each flaw by itself. @throws anything but a SetupError */
export async function configurationFindings(error: unknown): Promise<Finding[]> {
  if (!(error instanceof SetupError)) throw error;
  const flaws = error.flaws.map((flaw) =>
    findingOf(server, 'configuration', { code: 'configuration_flaw', facts: { flaw } }),
  );
  const rest = WITHOUT_CONFIGURATION.map((step) => ({
    step,
    needs: [],
    run: () => notAsked('configuration'),
  }));
  return [...flaws, ...(await carryOut(server, rest))];
}
