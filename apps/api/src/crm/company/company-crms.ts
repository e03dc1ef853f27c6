import { isDeepStrictEqual } from 'node:util';
import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { CorpConfig } from '../../config/app-config.js';
import { Corps } from '../../config/corps.js';
import type { CrmDeclaration } from '../../config/crm-mapping.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { LOGGER, type Logger } from '../../platform/logger.js';
import { BuiltInCrm } from './built-in/built-in-crm.js';
import type { CompanyCrm } from './company-crm.js';
import { MappingCheck, refuseFlawed } from './mapped/check/mapping-check.js';
import { MappedCrm } from './mapped/mapped-crm.js';

interface Mapped {
  declaration: CrmDeclaration;
  crm: MappedCrm;
  check: MappingCheck;
}

/** Which CRM a corp has: the one it has described, or Sidecard's own tables. */
@Injectable()
export class CompanyCrms implements OnModuleInit, OnApplicationShutdown {
  private mapped: ReadonlyMap<string, Mapped>;

  constructor(
    corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
    private readonly builtIn: BuiltInCrm,
  ) {
    this.mapped = this.madeOf(corps.all);
    corps.beforeReplacing((next) => this.prepare(next));
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

  /** Those that are described as before go on as they are: their connections, and what is known of them. */
  private madeOf(corps: readonly CorpConfig[], before: ReadonlyMap<string, Mapped> = new Map()) {
    return new Map(
      corps.flatMap(({ corpId, crm: declaration }): [string, Mapped][] => {
        if (!declaration) return [];
        const kept = before.get(corpId);
        if (kept && isSame(kept.declaration, declaration)) return [[corpId, kept]];
        const check = new MappingCheck(corpId, declaration, this.clock, this.logger);
        const crm = new MappedCrm(corpId, declaration, this.clock, this.logger, check);
        return [[corpId, { declaration, check, crm }]];
      }),
    );
  }

  /** @throws SetupError for a mapping that its CRM is not like */
  private async prepare(corps: readonly CorpConfig[]): Promise<() => void> {
    const before = this.mapped;
    const next = this.madeOf(corps, before);
    const kept = new Set(next.values());
    await refuseFlawed(
      [...kept].filter((one) => ![...before.values()].includes(one)).map(({ check }) => check),
    );
    return () => {
      this.mapped = next;
      for (const one of before.values()) if (!kept.has(one)) void one.crm.close();
    };
  }
}

/** Where it stands in its file does not count. */
function isSame({ mapping, databaseUrl }: CrmDeclaration, other: CrmDeclaration): boolean {
  return databaseUrl === other.databaseUrl && isDeepStrictEqual(mapping, other.mapping);
}
