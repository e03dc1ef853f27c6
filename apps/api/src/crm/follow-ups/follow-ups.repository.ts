import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { FollowUp } from './follow-up.entity.js';

@Injectable()
export class FollowUpsRepository {
  constructor(@InjectRepository(FollowUp) private readonly followUps: Repository<FollowUp>) {}

  find(corpId: string, followUpId: string): Promise<FollowUp | null> {
    return this.followUps.findOneBy({ corpId, followUpId });
  }

  latest(corpId: string, externalUserId: string, count: number): Promise<FollowUp[]> {
    return this.followUps.find({
      where: { corpId, externalUserId },
      order: { createdAt: 'DESC' },
      take: count,
    });
  }
}
