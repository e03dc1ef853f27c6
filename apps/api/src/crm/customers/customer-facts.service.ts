import { Inject, Injectable } from '@nestjs/common';
import type { Access } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, WecomExternalContacts } from '../../wecom/index.js';
import { CustomerAccess } from './customer-access.js';
import type { Customer } from './customer.entity.js';
import { CustomersRepository, type CustomerFacts } from './customers.repository.js';
import type { FollowRelation } from './follow-relation.entity.js';

/** How old facts may be before WeCom is asked again. A remark changed on the phone shows within this time. */
const FRESH_MS = 60_000;

/** A customer from where one member stands. */
export interface ServedCustomer {
  customer: Customer;
  access: Access;
  /** Through which the member sees the customer: their own, or a colleague's. It may have ended. */
  relation: FollowRelation;
  /** Others who serve the customer now, longest first. */
  colleagues: FollowRelation[];
  /** False when WeCom could not be asked just now: then this is what it said at `relation.confirmedAt`. */
  upToDate: boolean;
}

/** What WeCom knows of a customer: our copy while it is fresh, else asked again and stored. */
@Injectable()
export class CustomerFactsService {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly externalContacts: WecomExternalContacts,
    private readonly access: CustomerAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Null for a customer whom this member may not see and never could, as far as the app can see: nothing is stored
   * then. An older copy is better than none while WeCom is busy, but not when it says no.
   * @throws WecomError when WeCom refuses, and when it can't be asked and there is no copy
   */
  async get(member: CurrentMember, externalUserId: string): Promise<ServedCustomer | null> {
    const copy = await this.seenBy(member, await this.customers.find(member, externalUserId));
    const askedAt = this.clock.now();
    if (copy && copy.relation.endedAt === null && askedAt - copy.relation.confirmedAt < FRESH_MS) return copy;
    try {
      const { contact, followers } = await this.externalContacts.get(member, externalUserId);
      const userIds = followers.map(({ userId }) => userId);
      if (!copy && !(await this.access.sight(member, userIds))) return null;
      await this.customers.store(member, contact, followers, askedAt);
    } catch (error) {
      if (copy && isWecomError(error, 'busy', 'throttled', 'refresh')) return { ...copy, upToDate: false };
      if (!isWecomError(error, 'not_found', 'relation_lost')) throw error;
      if (!copy) return null;
      await this.customers.endRelations(member, externalUserId, askedAt);
    }
    return this.seenBy(member, await this.customers.find(member, externalUserId));
  }

  private async seenBy(member: CurrentMember, facts: CustomerFacts | null): Promise<ServedCustomer | null> {
    if (!facts) return null;
    const { customer, relations } = facts;
    const current = relations.filter(({ endedAt }) => endedAt === null);
    const through = async (candidates: FollowRelation[]) => {
      const sight = await this.access.sight(
        member,
        candidates.map(({ userId }) => userId),
      );
      const relation = candidates.find(({ userId }) => userId === sight?.userId);
      return sight && relation ? { access: sight.access, relation } : null;
    };
    const seen = (await through(current)) ?? (await through(relations));
    if (!seen) return null;
    const colleagues = current.filter((relation) => relation !== seen.relation);
    return { customer, ...seen, colleagues, upToDate: true };
  }
}
