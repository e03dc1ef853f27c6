import { Inject, Injectable } from '@nestjs/common';
import type { CurrentMember } from '../../auth/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, WecomExternalContacts } from '../../wecom/index.js';
import type { Customer } from './customer.entity.js';
import { CustomersRepository, type CustomerFacts } from './customers.repository.js';
import type { FollowRelation } from './follow-relation.entity.js';

/** How old facts may be before WeCom is asked again. A remark changed on the phone shows within this time. */
const FRESH_MS = 60_000;

/** A customer from where one member stands. */
export interface ServedCustomer {
  customer: Customer;
  /** Between the member and the customer; it may have ended. */
  own: FollowRelation;
  /** Others who serve the customer now, longest first. */
  colleagues: FollowRelation[];
  /** False when WeCom could not be asked just now: then this is what it said at `own.confirmedAt`. */
  upToDate: boolean;
}

/** What WeCom knows of a customer: our copy while it is fresh, else asked again and stored. */
@Injectable()
export class CustomerFactsService {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly externalContacts: WecomExternalContacts,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Null for a customer whom this member does not follow and never has, as far as the app can see: nothing is stored
   * then. An older copy is better than none while WeCom is busy, but not when it says no.
   * @throws WecomError when WeCom refuses, and when it can't be asked and there is no copy
   */
  async get(member: CurrentMember, externalUserId: string): Promise<ServedCustomer | null> {
    const copy = seenBy(member, await this.customers.find(member, externalUserId));
    const askedAt = this.clock.now();
    if (copy && copy.own.endedAt === null && askedAt - copy.own.confirmedAt < FRESH_MS) return copy;
    try {
      const { contact, followers } = await this.externalContacts.get(member, externalUserId);
      const followed = followers.some(({ userId }) => userId === member.userId);
      if (!copy && !followed) return null;
      await this.customers.store(member, contact, followers, askedAt);
    } catch (error) {
      if (copy && isWecomError(error, 'busy', 'throttled', 'refresh')) return { ...copy, upToDate: false };
      if (!isWecomError(error, 'not_found', 'relation_lost')) throw error;
      if (!copy) return null;
      await this.customers.endRelations(member, externalUserId, askedAt);
    }
    return seenBy(member, await this.customers.find(member, externalUserId));
  }
}

function seenBy(member: CurrentMember, facts: CustomerFacts | null): ServedCustomer | null {
  const own = facts?.relations.find(({ userId }) => userId === member.userId);
  if (!facts || !own) return null;
  const colleagues = facts.relations.filter((relation) => relation !== own && relation.endedAt === null);
  return { customer: facts.customer, own, colleagues, upToDate: true };
}
