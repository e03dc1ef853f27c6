import { Inject, Injectable } from '@nestjs/common';
import type { FollowUp as FollowUpAnswer, NewFollowUp } from '@sidecard/contracts';
import { v7 as timeSortedId } from 'uuid';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { MembersService } from '../../members/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Customer } from '../customers/customer.entity.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CustomerNews } from '../news/customer-news.js';
import { FollowUp } from './follow-up.entity.js';
import { FollowUpsRepository } from './follow-ups.repository.js';
import { toFollowUp } from './to-follow-up.js';

@Injectable()
export class FollowUpsService {
  constructor(
    private readonly followUps: FollowUpsRepository,
    private readonly members: MembersService,
    private readonly audit: AuditLog,
    private readonly news: CustomerNews,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Sent twice, because no answer came to the first, it is still one follow-up. */
  async add(
    member: CurrentMember,
    { customer: { externalUserId }, access }: ServedCustomer,
    { followUpId, note }: NewFollowUp,
  ): Promise<FollowUpAnswer> {
    const { corpId, userId } = member;
    const followUp: FollowUp = {
      corpId,
      followUpId,
      externalUserId,
      authorUserId: userId,
      note,
      createdAt: this.clock.now(),
      nextContactAt: null,
    };
    try {
      await this.transactions.run(async (manager) => {
        await manager.insert(FollowUp, followUp);
        const audited = { action: 'follow_up_added', externalUserId, access, subjectId: followUpId } as const;
        await this.audit.record(member, audited, manager);
        await manager.update(Customer, { corpId, externalUserId }, { changeId: timeSortedId() });
        const data = { followUpId, note, nextContactAt: null };
        await this.news.tell(manager, member, externalUserId, followUp.createdAt, {
          kind: 'follow_up.added',
          data,
        });
      });
      this.live.announce(corpId, [externalUserId]);
      return this.answer(member, followUp);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      return this.answer(member, await this.sentBefore(followUp));
    }
  }

  /** @throws AppError INVALID_REQUEST for anything else under the same id: it is not saved, and must not look as if it were */
  private async sentBefore(followUp: FollowUp): Promise<FollowUp> {
    const earlier = await this.followUps.find(followUp.corpId, followUp.followUpId);
    const isTheSame = (['externalUserId', 'authorUserId', 'note'] as const).every(
      (what) => earlier?.[what] === followUp[what],
    );
    if (earlier && isTheSame) return earlier;
    throw new AppError('INVALID_REQUEST', 'this follow-up id is taken', { fields: ['followUpId'] });
  }

  private async answer(member: CurrentMember, followUp: FollowUp): Promise<FollowUpAnswer> {
    return toFollowUp(followUp, await this.members.names(member, [followUp.authorUserId]));
  }
}
