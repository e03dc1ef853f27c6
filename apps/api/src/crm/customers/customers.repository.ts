import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThanOrEqual, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import type { WecomApp } from '../../wecom/index.js';
import { Customer } from './customer.entity.js';
import { FollowRelation } from './follow-relation.entity.js';

/** A customer with everybody who follows them or once did, as one app was shown it. */
export interface CustomerFacts {
  customer: Customer;
  relations: FollowRelation[];
}

@Injectable()
export class CustomersRepository {
  constructor(
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    @InjectRepository(FollowRelation) private readonly relations: Repository<FollowRelation>,
  ) {}

  async find({ corpId, agentId }: WecomApp, externalUserId: string): Promise<CustomerFacts | null> {
    const [customer, relations] = await Promise.all([
      this.customers.findOneBy({ corpId, externalUserId }),
      this.relations.find({ where: { corpId, agentId, externalUserId }, order: { addedAt: 'ASC' } }),
    ]);
    return customer && { customer, relations };
  }

  /**
   * A member's current relations with their customers, those added last first.
   * @param since when WeCom must have confirmed them at the earliest, ms since 1970
   */
  async followedBy(
    { corpId, agentId, userId }: CurrentMember,
    since: number,
    count: number,
  ): Promise<{ customer: Customer; relation: FollowRelation }[]> {
    const relations = await this.relations.find({
      where: { corpId, agentId, userId, endedAt: IsNull(), confirmedAt: MoreThanOrEqual(since) },
      order: { addedAt: 'DESC' },
      take: count,
    });
    const externalUserIds = relations.map(({ externalUserId }) => externalUserId);
    const customers = await this.customers.findBy({ corpId, externalUserId: In(externalUserIds) });
    const byId = new Map(customers.map((customer) => [customer.externalUserId, customer]));
    return relations.flatMap((relation) => {
      const customer = byId.get(relation.externalUserId);
      return customer ? [{ customer, relation }] : [];
    });
  }

  /** The last change that a card of this customer shows. */
  async findChangeId(corpId: string, externalUserId: string): Promise<string | null> {
    const found = await this.customers.findOne({
      select: { changeId: true },
      where: { corpId, externalUserId },
    });
    return found?.changeId ?? null;
  }
}
