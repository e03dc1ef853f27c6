import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import { earlierThan, type Position } from '../timeline/position.js';
import { FollowUp } from './follow-up.entity.js';

/** Follow-ups that are not deleted, unless it is said. */
@Injectable()
export class FollowUpsRepository {
  constructor(@InjectRepository(FollowUp) private readonly followUps: Repository<FollowUp>) {}

  find(corpId: string, followUpId: string): Promise<FollowUp | null> {
    return this.followUps.findOneBy({ corpId, followUpId, deletedAt: IsNull() });
  }

  /** Deleted or not. */
  findEver(corpId: string, followUpId: string): Promise<FollowUp | null> {
    return this.followUps.findOneBy({ corpId, followUpId });
  }

  /** The latest of one customer, before a position of the timeline if there is one. */
  latest(
    corpId: string,
    externalUserId: string,
    count: number,
    before: Position | null = null,
  ): Promise<FollowUp[]> {
    const ofCustomer = { corpId, externalUserId, deletedAt: IsNull() };
    return this.followUps.find({
      where: earlierThan<FollowUp>(ofCustomer, 'createdAt', 'followUpId', before),
      order: { createdAt: 'DESC', followUpId: 'DESC' },
      take: count,
    });
  }

  /** The next step of a member with a customer is what their latest follow-up says. */
  async nextStepOf(corpId: string, externalUserId: string, authorUserId: string): Promise<string | null> {
    const latest = await this.followUps.findOne({
      where: { corpId, externalUserId, authorUserId, deletedAt: IsNull() },
      order: { createdAt: 'DESC', followUpId: 'DESC' },
    });
    return latest?.nextContactOn ?? null;
  }
}
