import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository, type SelectQueryBuilder } from 'typeorm';
import { writtenOnce } from '../../database/written-once.js';
import { OF_CUSTOMER, type CustomerKey } from '../customer-key.js';
import { earlierThan, type Position } from '../timeline/position.js';
import { FollowUp } from './follow-up.entity.js';

/** So many of them a card shows. */
const SHOWN = 2;

/** What a card shows. */
export interface ShownFollowUps {
  latest: FollowUp[];
  /** A member's next step is what their own latest follow-up says. */
  nextContactOn: string | null;
}

/** Follow-ups that are not deleted, unless it is said. */
@Injectable()
export class FollowUpsRepository {
  private readonly shownOf: (asked: CustomerKey) => Promise<FollowUp[]>;
  private readonly lastBy: (asked: CustomerKey & { userId: string }) => Promise<FollowUp[]>;

  constructor(@InjectRepository(FollowUp) private readonly followUps: Repository<FollowUp>) {
    const latestOf = (rows: SelectQueryBuilder<FollowUp>) =>
      rows
        .where(OF_CUSTOMER)
        .andWhere('row.deletedAt IS NULL')
        .orderBy('row.createdAt', 'DESC')
        .addOrderBy('row.followUpId', 'DESC');
    this.shownOf = writtenOnce(followUps, (rows) => latestOf(rows).limit(SHOWN));
    this.lastBy = writtenOnce(followUps, (rows) =>
      latestOf(rows).andWhere('row.authorUserId = :userId').limit(1),
    );
  }

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

  /** @param userId whose next step is shown */
  async forCard(customer: CustomerKey, userId: string): Promise<ShownFollowUps> {
    const latest = await this.shownOf(customer);
    let own = latest.find(({ authorUserId }) => authorUserId === userId);
    if (!own && latest.length === SHOWN) [own] = await this.lastBy({ ...customer, userId });
    return { latest, nextContactOn: own?.nextContactOn ?? null };
  }
}
