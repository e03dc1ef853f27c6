import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { earlierThan, type Position } from '../timeline/position.js';
import { FollowUp } from './follow-up.entity.js';

@Injectable()
export class FollowUpsRepository {
  constructor(@InjectRepository(FollowUp) private readonly followUps: Repository<FollowUp>) {}

  find(corpId: string, followUpId: string): Promise<FollowUp | null> {
    return this.followUps.findOneBy({ corpId, followUpId });
  }

  /** The latest of one customer, before a position of the timeline if there is one. */
  latest(
    corpId: string,
    externalUserId: string,
    count: number,
    before: Position | null = null,
  ): Promise<FollowUp[]> {
    return this.followUps.find({
      where: earlierThan<FollowUp>({ corpId, externalUserId }, 'createdAt', 'followUpId', before),
      order: { createdAt: 'DESC', followUpId: 'DESC' },
      take: count,
    });
  }
}
