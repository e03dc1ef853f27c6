import type { CrmDeclaration } from '../../../config/crm-mapping.js';
import type { Clock } from '../../../platform/clock.js';
import type { Logger } from '../../../platform/logger.js';
import { AppError } from '../../../platform/errors/app-error.js';
import type { CompanyCrm } from '../company-crm.js';

/** Placeholder: the helper "mapped" writes it. */
export class MappedCrm implements CompanyCrm {
  readonly can = { search: false, create: false };
  constructor(
    readonly corpId: string,
    readonly declaration: CrmDeclaration,
    readonly clock: Clock,
    readonly logger: Logger,
  ) {}
  look = () => this.unavailable();
  search = () => this.unavailable();
  create = () => this.unavailable();
  happened = () => this.unavailable();
  close(): Promise<void> {
    return Promise.resolve();
  }
  private unavailable(): Promise<never> {
    const since = new Date(this.clock.now()).toISOString();
    return Promise.reject(new AppError('CRM_UNAVAILABLE', 'not written yet', { since }));
  }
}
