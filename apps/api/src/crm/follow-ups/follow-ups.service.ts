import { Injectable } from '@nestjs/common';
import type { FollowUp as FollowUpAnswer, NewFollowUp } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { MembersService } from '../../members/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerChanges } from '../changes/customer-changes.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { FollowUp } from './follow-up.entity.js';
import { FollowUpsRepository } from './follow-ups.repository.js';
import { toFollowUp } from './to-follow-up.js';

@Injectable()
export class FollowUpsService {
  constructor(
    private readonly followUps: FollowUpsRepository,
    private readonly members: MembersService,
    private readonly changes: CustomerChanges,
  ) {}

  /** Sent twice, because no answer came to the first, it is still one follow-up. */
  async add(
    member: CurrentMember,
    served: ServedCustomer,
    { followUpId, note }: NewFollowUp,
  ): Promise<FollowUpAnswer> {
    const { corpId, externalUserId } = served.customer;
    const key = { corpId, followUpId };
    const noted = { externalUserId, authorUserId: member.userId, note, nextContactAt: null };
    try {
      await this.changes.make(member, served, async (manager, createdAt) => {
        await manager.insert(FollowUp, { ...key, ...noted, createdAt });
        const data = { followUpId, note, nextContactAt: null };
        return {
          action: 'follow_up_added',
          subjectId: followUpId,
          happening: { kind: 'follow_up.added', data },
        };
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const saved = await this.followUps.find(corpId, followUpId);
    // Anything else under the same id: it is not saved, and must not look as if it were.
    if (!saved || !isSame(saved, noted)) {
      throw new AppError('INVALID_REQUEST', 'this follow-up id is taken', { fields: ['followUpId'] });
    }
    return toFollowUp(saved, await this.members.names(member, [saved.authorUserId]));
  }
}

function isSame(saved: FollowUp, noted: Partial<FollowUp>): boolean {
  return (['externalUserId', 'authorUserId', 'note'] as const).every((what) => saved[what] === noted[what]);
}
