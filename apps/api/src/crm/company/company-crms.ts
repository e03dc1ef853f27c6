import { Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { BuiltInCrm } from './built-in/built-in-crm.js';
import type { CompanyCrm } from './company-crm.js';
import { MappedCrm } from './mapped/mapped-crm.js';

/** Which CRM a corp has: the one it has described, or Sidecard's own tables. */
@Injectable()
export class CompanyCrms implements OnApplicationShutdown {
  private readonly mapped: ReadonlyMap<string, MappedCrm>;

  constructor(
    @Inject(APP_CONFIG) { corps }: AppConfig,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    private readonly builtIn: BuiltInCrm,
  ) {
    this.mapped = new Map(
      corps.flatMap(({ corpId, crm }) => (crm ? [[corpId, new MappedCrm(corpId, crm, clock, logger)]] : [])),
    );
  }

  of(corpId: string): CompanyCrm {
    return this.mapped.get(corpId) ?? this.builtIn;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.mapped.values()].map((crm) => crm.close()));
  }
}
