import { Inject, Injectable } from '@nestjs/common';
import { v7 as timeSortedId } from 'uuid';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Customer } from '../customers/customer.entity.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CustomerNews } from '../news/customer-news.js';
import { auditedOf } from './audited-of.js';
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
    private readonly audit: AuditLog,
    private readonly news: CustomerNews,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws AppError CRM_RECORD_NOT_FOUND for a record that this member was not shown for this customer */
  async link(member: CurrentMember, served: ServedCustomer, recordKey: string): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    if (!(await this.shown.has(member, externalUserId, recordKey))) {
      throw new AppError('CRM_RECORD_NOT_FOUND', 'no record that was shown for this customer');
    }
    const link: CrmLink = {
      corpId,
      externalUserId,
      recordKey,
      linkedByUserId: member.userId,
      linkedAt: this.clock.now(),
    };
    await this.transactions.run(async (manager) => {
      await manager.upsert(CrmLink, link, ['corpId', 'externalUserId']);
      await this.audit.record(member, auditedOf(served, 'crm_linked', recordKey), manager);
      await manager.update(Customer, { corpId, externalUserId }, { changeId: timeSortedId() });
      await this.news.tell(manager, member, externalUserId, link.linkedAt, {
        kind: 'customer.linked',
        data: { key: recordKey },
      });
    });
    this.live.announce(corpId, [externalUserId]);
  }

  /** Takes back what a member has chosen. Where nobody has, nothing happens. */
  async unlink(member: CurrentMember, served: ServedCustomer): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    const recordKey = await this.links.find(corpId, externalUserId);
    if (recordKey === null) return;
    const isUndone = await this.transactions.run(async (manager) => {
      const { affected } = await manager.delete(CrmLink, { corpId, externalUserId, recordKey });
      if (!affected) return false;
      await this.audit.record(member, auditedOf(served, 'crm_unlinked', recordKey), manager);
      await manager.update(Customer, { corpId, externalUserId }, { changeId: timeSortedId() });
      await this.news.tell(manager, member, externalUserId, this.clock.now(), {
        kind: 'customer.unlinked',
        data: { key: recordKey },
      });
      return true;
    });
    if (isUndone) this.live.announce(corpId, [externalUserId]);
  }

  /** @throws AppError CRM_READ_ONLY where the CRM is not ours to write */
  async create(member: CurrentMember, served: ServedCustomer): Promise<void> {
    const { corpId, externalUserId } = served.customer;
    const crm = this.crms.of(corpId);
    try {
      await this.transactions.run(async (manager) => {
        if (!(await crm.create(manager, member, externalUserId))) return;
        await this.audit.record(member, auditedOf(served, 'crm_created', externalUserId), manager);
        await manager.update(Customer, { corpId, externalUserId }, { changeId: timeSortedId() });
      });
    } catch (error) {
      // Somebody has made it at the same time.
      if (!isDuplicateKey(error)) throw error;
    }
    this.live.announce(corpId, [externalUserId]);
  }
}
