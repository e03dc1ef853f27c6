import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, Not, In, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { Transactions } from '../../database/transactions.js';
import type { ExternalContact, Follower, WecomApp } from '../../wecom/index.js';
import { CustomerProfile } from './customer-profile.entity.js';
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
    @InjectRepository(CustomerProfile) private readonly profiles: Repository<CustomerProfile>,
    private readonly transactions: Transactions,
  ) {}

  async find({ corpId, agentId }: WecomApp, externalUserId: string): Promise<CustomerFacts | null> {
    const [customer, relations] = await Promise.all([
      this.customers.findOneBy({ corpId, externalUserId }),
      this.relations.find({ where: { corpId, agentId, externalUserId }, order: { addedAt: 'ASC' } }),
    ]);
    return customer && { customer, relations };
  }

  /** A member's current relations with their customers, those added last first. */
  async followedBy(
    { corpId, agentId, userId }: CurrentMember,
    count: number,
  ): Promise<{ customer: Customer; relation: FollowRelation }[]> {
    const relations = await this.relations.find({
      where: { corpId, agentId, userId, endedAt: IsNull() },
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

  findProfile(corpId: string, externalUserId: string): Promise<CustomerProfile | null> {
    return this.profiles.findOneBy({ corpId, externalUserId });
  }

  /**
   * Stores what WeCom answered to `app`, and ends the relations that are not in the answer any more.
   * @param confirmedAt ms since 1970, from before the question was sent
   */
  async store(
    { corpId, agentId }: WecomApp,
    { company, ...contact }: ExternalContact,
    followers: Follower[],
    confirmedAt: number,
  ): Promise<void> {
    const { externalUserId } = contact;
    await this.transactions.run(async (manager) => {
      await manager.upsert(
        Customer,
        {
          ...contact,
          corpId,
          companyName: company?.name ?? null,
          companyFullName: company?.fullName ?? null,
          position: company?.position ?? null,
        },
        ['corpId', 'externalUserId'],
      );
      await manager.upsert(
        FollowRelation,
        followers.map((follower) => ({
          ...follower,
          corpId,
          agentId,
          externalUserId,
          confirmedAt,
          endedAt: null,
        })),
        ['corpId', 'agentId', 'externalUserId', 'userId'],
      );
      const stillThere = followers.map(({ userId }) => userId);
      await manager.update(
        FollowRelation,
        { corpId, agentId, externalUserId, userId: Not(In(stillThere)), endedAt: IsNull() },
        { endedAt: confirmedAt, confirmedAt },
      );
    });
  }

  /** WeCom shows `app` nobody who follows this customer any more. @param endedAt ms since 1970 */
  async endRelations({ corpId, agentId }: WecomApp, externalUserId: string, endedAt: number): Promise<void> {
    await this.transactions.single((manager) =>
      manager.update(
        FollowRelation,
        { corpId, agentId, externalUserId, endedAt: IsNull() },
        { endedAt, confirmedAt: endedAt },
      ),
    );
  }
}
