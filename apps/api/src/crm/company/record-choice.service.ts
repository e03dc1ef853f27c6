import { Injectable } from '@nestjs/common';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerChanges } from '../changes/customer-changes.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CompanyCrms } from './company-crms.js';
import { CrmLink } from './links/crm-link.entity.js';
import { CrmLinksRepository } from './links/crm-links.repository.js';
import { ShownCandidates } from './shown-candidates.js';

/** Which record of the CRM a customer is, where a member has to say so. */
@Injectable()
export class RecordChoiceService {
  constructor(
    private readonly crms: CompanyCrms,
    private readonly links: CrmLinksRepository,
    private readonly shown: ShownCandidates,
    private readonly changes: CustomerChanges,
  ) {}

  /** @throws AppError CRM_RECORD_NOT_FOUND for a record that this member was not shown for this customer */
  async link(member: CurrentMember, served: ServedCustomer, recordKey: string): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    if (!(await this.shown.has(member, externalUserId, recordKey))) {
      throw new AppError('CRM_RECORD_NOT_FOUND', 'no record that was shown for this customer');
    }
    const { userId: linkedByUserId } = member;
    await this.changes.make(member, served, async (manager, linkedAt) => {
      const link: CrmLink = { corpId, externalUserId, recordKey, linkedByUserId, linkedAt };
      await manager.upsert(CrmLink, link, ['corpId', 'externalUserId']);
      const data = { key: recordKey };
      return { action: 'crm_linked', subjectId: recordKey, happening: { kind: 'customer.linked', data } };
    });
  }

  /** Takes back what a member has chosen. Where nobody has, nothing happens. */
  async unlink(member: CurrentMember, served: ServedCustomer): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    const recordKey = await this.links.find(corpId, externalUserId);
    if (recordKey === null) return;
    await this.changes.make(member, served, async (manager) => {
      const { affected } = await manager.delete(CrmLink, { corpId, externalUserId, recordKey });
      if (!affected) return null;
      const data = { key: recordKey };
      return { action: 'crm_unlinked', subjectId: recordKey, happening: { kind: 'customer.unlinked', data } };
    });
  }

  /** @throws AppError CRM_READ_ONLY where the CRM is not ours to write */
  async create(member: CurrentMember, served: ServedCustomer): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    const crm = this.crms.of(corpId);
    try {
      await this.changes.make(member, served, async (manager) => {
        const isCreated = await crm.create(manager, member, externalUserId);
        return isCreated ? { action: 'crm_created', subjectId: externalUserId } : null;
      });
    } catch (error) {
      // Somebody has made it at the same time.
      if (!isDuplicateKey(error)) throw error;
    }
  }
}
