import { Injectable } from '@nestjs/common';
import type { EditedFollowUp, FollowUp as FollowUpAnswer, NewFollowUp } from '@sidecard/contracts';
import type { EntityManager } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { lockedForWriting } from '../../database/transactions.js';
import { MembersService } from '../../members/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerChanges, type MemberChange } from '../changes/customer-changes.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { StagesService } from '../stages/stages.service.js';
import { FollowUp } from './follow-up.entity.js';
import { FollowUpsRepository } from './follow-ups.repository.js';
import { toFollowUp } from './to-follow-up.js';

/** Everybody who sees a customer may note something; only its author changes or deletes it. */
@Injectable()
export class FollowUpsService {
  constructor(
    private readonly followUps: FollowUpsRepository,
    private readonly stages: StagesService,
    private readonly members: MembersService,
    private readonly changes: CustomerChanges,
  ) {}

  /**
   * Sent twice, because no answer came to the first, it is still one follow-up.
   * @throws AppError INVALID_REQUEST for an id that is taken, and for a stage that the corp does not have
   */
  async add(
    member: CurrentMember,
    served: ServedCustomer,
    { followUpId, ...said }: NewFollowUp,
  ): Promise<FollowUpAnswer> {
    const { corpId, externalUserId } = served.customer;
    const noted = { externalUserId, authorUserId: member.userId, ...said };
    try {
      await this.changes.make(member, served, async (manager, at) => {
        const row: FollowUp = {
          ...noted,
          corpId,
          followUpId,
          createdAt: at,
          editedAt: null,
          deletedAt: null,
        };
        await manager.insert(FollowUp, row);
        const added: MemberChange = {
          action: 'follow_up_added',
          subjectId: followUpId,
          happening: { kind: 'follow_up.added', data: { followUpId, ...said } },
        };
        const moved =
          said.stage === null
            ? null
            : await this.stages.changeTo(manager, member, externalUserId, said.stage, at);
        return moved ? [added, moved] : added;
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
    const saved = await this.followUps.findEver(corpId, followUpId);
    // Anything else under the same id: it is not saved, and must not look as if it were.
    if (!saved || !isSame(saved, noted)) {
      throw new AppError('INVALID_REQUEST', 'this follow-up id is taken', { fields: ['followUpId'] });
    }
    return this.answer(member, saved);
  }

  /** Sent twice, it is changed once. @throws AppError FOLLOW_UP_NOT_FOUND */
  async edit(
    member: CurrentMember,
    served: ServedCustomer,
    followUpId: string,
    { note, nextContactOn }: EditedFollowUp,
  ): Promise<FollowUpAnswer> {
    await this.changes.make(member, served, async (manager, at) => {
      const own = await this.ownOf(manager, member, served, followUpId);
      if (own.deletedAt !== null) throw notFound();
      if (own.note === note && own.nextContactOn === nextContactOn) return null;
      await manager.update(FollowUp, keyOf(own), { note, nextContactOn, editedAt: at });
      return {
        action: 'follow_up_edited',
        subjectId: followUpId,
        happening: { kind: 'follow_up.edited', data: { followUpId, note, nextContactOn } },
      };
    });
    const saved = await this.followUps.find(served.customer.corpId, followUpId);
    if (!saved) throw notFound();
    return this.answer(member, saved);
  }

  /** Sent twice, it is deleted once. @throws AppError FOLLOW_UP_NOT_FOUND */
  async delete(member: CurrentMember, served: ServedCustomer, followUpId: string): Promise<void> {
    await this.changes.make(member, served, async (manager, at) => {
      const own = await this.ownOf(manager, member, served, followUpId);
      if (own.deletedAt !== null) return null;
      const nothing = { note: '', nextContactOn: null, stage: null };
      await manager.update(FollowUp, keyOf(own), { ...nothing, deletedAt: at });
      return {
        action: 'follow_up_deleted',
        subjectId: followUpId,
        happening: { kind: 'follow_up.deleted', data: { followUpId } },
      };
    });
  }

  /** One that the member has written about this customer, deleted or not; nobody else changes it meanwhile. */
  private async ownOf(
    manager: EntityManager,
    { userId }: CurrentMember,
    { customer: { corpId, externalUserId } }: ServedCustomer,
    followUpId: string,
  ): Promise<FollowUp> {
    const where = { corpId, followUpId, externalUserId, authorUserId: userId };
    const own = await manager.findOne(FollowUp, { where, ...lockedForWriting(manager) });
    if (!own) throw notFound();
    return own;
  }

  private async answer(member: CurrentMember, followUp: FollowUp): Promise<FollowUpAnswer> {
    return toFollowUp(followUp, await this.members.names(member, [followUp.authorUserId]));
  }
}

function notFound(): AppError {
  return new AppError('FOLLOW_UP_NOT_FOUND', 'no such follow-up of this member about this customer');
}

function keyOf({ corpId, followUpId }: FollowUp) {
  return { corpId, followUpId };
}

/** What has been edited or deleted since does not say any more what was sent. */
function isSame(saved: FollowUp, noted: Partial<FollowUp>): boolean {
  const whose = ['externalUserId', 'authorUserId'] as const;
  const said = ['note', 'nextContactOn', 'stage'] as const;
  const isAsSent = saved.editedAt === null && saved.deletedAt === null;
  return [...whose, ...(isAsSent ? said : [])].every((what) => saved[what] === noted[what]);
}
