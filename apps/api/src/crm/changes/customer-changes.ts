import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog, type Audited } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import type { Happening } from '../../webhooks/index.js';
import { auditedOf } from '../customers/audited-of.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CustomerNews } from './customer-news.js';
import { markChanged } from './mark-changed.js';

/** What a member has done, as it is written down. */
export interface MemberChange {
  action: Audited['action'];
  /** What was made or changed, where that has an id of its own. */
  subjectId?: string;
  /** Where the company is told of such things. */
  happening?: Happening;
}

/** Whatever a member changes about a customer: all of it or nothing, audited, told to the company, seen on open cards. */
@Injectable()
export class CustomerChanges {
  constructor(
    private readonly transactions: Transactions,
    private readonly audit: AuditLog,
    private readonly news: CustomerNews,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param work does nothing but write to the database, for it may be called again from its beginning. `at`: now, ms since
   * 1970. Several where one doing has changed several things, in their order; null when there is nothing to change after all.
   * @returns whether anything has changed
   */
  async make(
    member: CurrentMember,
    served: ServedCustomer,
    work: (manager: EntityManager, at: number) => Promise<MemberChange | MemberChange[] | null>,
  ): Promise<boolean> {
    const { corpId, externalUserId } = served.customer;
    const isChanged = await this.transactions.run(async (manager) => {
      const at = this.clock.now();
      const changes = [(await work(manager, at)) ?? []].flat();
      if (changes.length === 0) return false;
      await this.audit.record(
        member,
        changes.map(({ action, subjectId }) => auditedOf(served, action, subjectId)),
        manager,
      );
      await markChanged(manager, corpId, [externalUserId]);
      // Last, for the order of a customer's messages is that of these calls, and all wait for the customer's row by now.
      for (const { happening } of changes)
        if (happening) await this.news.tell(manager, member, externalUserId, at, happening);
      return true;
    });
    if (isChanged) this.live.announce(corpId, [externalUserId]);
    return isChanged;
  }
}
