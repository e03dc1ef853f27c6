import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { APP_CONFIG, type AppConfig } from '../../config/app-config.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { BuiltInCrm } from './built-in/built-in-crm.js';
import type { CompanyCrm } from './company-crm.js';
import { MappingCheck, refuseFlawed } from './mapped/check/mapping-check.js';
import { MappedCrm } from './mapped/mapped-crm.js';

interface Mapped {
  crm: MappedCrm;
  check: MappingCheck;
}

/** Which CRM a corp has: the one it has described, or Sidecard's own tables. */
@Injectable()
export class CompanyCrms implements OnModuleInit, OnApplicationShutdown {
  private readonly mapped: ReadonlyMap<string, Mapped>;

  constructor(
    @Inject(APP_CONFIG) { corps }: AppConfig,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) logger: Logger,
    private readonly builtIn: BuiltInCrm,
  ) {
    this.mapped = new Map(
      corps.flatMap(({ corpId, crm: declaration }): [string, Mapped][] => {
        if (!declaration) return [];
        const check = new MappingCheck(corpId, declaration, clock, logger);
        return [[corpId, { check, crm: new MappedCrm(corpId, declaration, clock, logger, check) }]];
      }),
    );
  }

  of(corpId: string): CompanyCrm {
    return this.mapped.get(corpId)?.crm ?? this.builtIn;
  }

  /** @throws SetupError for a mapping that its CRM is not like; one that can't be asked is no reason not to start */
  onModuleInit(): Promise<void> {
    return refuseFlawed([...this.mapped.values()].map(({ check }) => check));
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([...this.mapped.values()].map(({ crm }) => crm.close()));
  }
}
