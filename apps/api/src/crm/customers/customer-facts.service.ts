import { Inject, Injectable } from '@nestjs/common';
import type { Access } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { isWecomError } from '../../wecom/index.js';
import { BELIEVED_MS, FRESH_MS } from '../freshness.js';
import { CustomerLearning } from '../learning/customer-learning.js';
import type { Told } from '../learning/told.js';
import { CustomerAccess } from './customer-access.js';
import type { Customer } from './customer.entity.js';
import { CustomersRepository, type CustomerFacts } from './customers.repository.js';
import type { FollowRelation } from './follow-relation.entity.js';

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
    private readonly learning: CustomerLearning,
    private readonly access: CustomerAccess,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Null for a customer whom this member may not see and never could, as far as the app can see: nothing is stored
   * then. A copy of up to a day is better than none while WeCom is busy, but not when it says no.
   * @throws WecomError when WeCom can't be asked and there is no such copy, when it refuses the app, and when it refuses to
   * tell of a customer whom this member has seen
   */
  async get(member: CurrentMember, externalUserId: string): Promise<ServedCustomer | null> {
    const copy = await this.seenBy(member, await this.customers.find(member, externalUserId));
    const now = this.clock.now();
    if (copy && isWhole(copy.relation) && now - copy.relation.confirmedAt < FRESH_MS) return copy;
    try {
      const told = await this.learning.ask(member, externalUserId);
      if (!copy && !(await this.mayLearn(member, told))) return null;
      const changed = await this.transactions.run((manager) => this.learning.learn(manager, member, [told]));
      this.live.announce(member.corpId, changed);
    } catch (error) {
      const isBelieved = copy && now - copy.relation.confirmedAt <= BELIEVED_MS;
      if (isBelieved && isWecomError(error, 'busy', 'throttled', 'refresh'))
        return { ...copy, upToDate: false };
      // Such a no may be about this customer, and would say that there is one.
      if (!copy && isWecomError(error, 'not_permitted')) return null;
      throw error;
    }
    return this.seenBy(member, await this.customers.find(member, externalUserId));
  }

  /** Nothing is stored because somebody has asked who may not know. */
  private async mayLearn(member: CurrentMember, told: Told): Promise<boolean> {
    if (told.kind === 'gone') return false;
    const sight = await this.access.sight(
      member,
      told.followers.map(({ userId }) => userId),
    );
    return sight !== null;
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

/** Not one that has ended, nor one of a list: that is without the member's own tags and without colleagues. */
function isWhole({ endedAt, personalTags }: FollowRelation): boolean {
  return endedAt === null && personalTags !== null;
}
