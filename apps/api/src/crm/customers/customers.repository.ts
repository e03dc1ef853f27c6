import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, MoreThanOrEqual, type Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { writtenOnce } from '../../database/written-once.js';
import type { WecomApp } from '../../wecom/index.js';
import { OF_CUSTOMER, type CustomerKey } from '../customer-key.js';
import { Customer } from './customer.entity.js';
import { FollowRelation } from './follow-relation.entity.js';

/** A customer with everybody who follows them or once did, as one app was shown it. */
export interface CustomerFacts {
  customer: Customer;
  relations: FollowRelation[];
}

/** One of a member's customers, as they look for them. */
export interface OwnCustomer {
  externalUserId: string;
  name: string;
  avatarUrl: string | null;
  kind: Customer['kind'];
  companyName: string | null;
  companyFullName: string | null;
  /** What the member has noted. */
  remark: string | null;
  remarkCompany: string | null;
  phones: string[];
}

@Injectable()
export class CustomersRepository {
  private readonly customersOf: (asked: CustomerKey) => Promise<Customer[]>;
  private readonly relationsOf: (asked: CustomerKey & WecomApp) => Promise<FollowRelation[]>;

  constructor(
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    @InjectRepository(FollowRelation) private readonly relations: Repository<FollowRelation>,
  ) {
    this.customersOf = writtenOnce(customers, (rows) => rows.where(OF_CUSTOMER));
    this.relationsOf = writtenOnce(relations, (rows) =>
      rows.where(OF_CUSTOMER).andWhere('row.agentId = :agentId').orderBy('row.addedAt'),
    );
  }

  async find({ corpId, agentId }: WecomApp, externalUserId: string): Promise<CustomerFacts | null> {
    const [[customer], relations] = await Promise.all([
      this.customersOf({ corpId, externalUserId }),
      this.relationsOf({ corpId, agentId, externalUserId }),
    ]);
    return customer ? { customer, relations } : null;
  }

  /**
   * A member's customers, those added last first. Of each only what is searched and shown: there may be thousands.
   * @param since when WeCom must have confirmed the relations at the earliest, ms since 1970
   * @param count at most; all of them, if it is left out
   */
  async ownOf(
    { corpId, agentId, userId }: CurrentMember,
    since: number,
    count?: number,
  ): Promise<OwnCustomer[]> {
    const rows = await this.relations
      .createQueryBuilder('relation')
      .innerJoin(
        Customer,
        'customer',
        'customer.corpId = relation.corpId AND customer.externalUserId = relation.externalUserId',
      )
      .where({ corpId, agentId, userId, endedAt: IsNull(), confirmedAt: MoreThanOrEqual(since) })
      .select('relation.externalUserId', 'externalUserId')
      .addSelect('relation.remark', 'remark')
      .addSelect('relation.remarkCompany', 'remarkCompany')
      .addSelect('relation.phones', 'phones')
      .addSelect('customer.name', 'name')
      .addSelect('customer.avatarUrl', 'avatarUrl')
      .addSelect('customer.kind', 'kind')
      .addSelect('customer.companyName', 'companyName')
      .addSelect('customer.companyFullName', 'companyFullName')
      .orderBy('relation.addedAt', 'DESC')
      .addOrderBy('relation.externalUserId', 'ASC')
      .limit(count)
      .getRawMany<Omit<OwnCustomer, 'phones'> & { phones: string }>();
    return rows.map(({ phones, ...row }) => ({ ...row, phones: JSON.parse(phones) }));
  }

  /**
   * Those of these people who are customers, each with whose they are now, longest first.
   * @param since as in `ownOf`
   */
  async followed(
    { corpId, agentId }: WecomApp,
    externalUserIds: string[],
    since: number,
  ): Promise<Map<string, CustomerFacts>> {
    const [customers, relations] = await Promise.all([
      this.customers.findBy({ corpId, externalUserId: In(externalUserIds) }),
      this.relations.find({
        where: {
          corpId,
          agentId,
          externalUserId: In(externalUserIds),
          endedAt: IsNull(),
          confirmedAt: MoreThanOrEqual(since),
        },
        order: { addedAt: 'ASC', userId: 'ASC' },
      }),
    ]);
    const of = new Map(
      customers.map((customer): [string, CustomerFacts] => [
        customer.externalUserId,
        { customer, relations: [] },
      ]),
    );
    for (const relation of relations) of.get(relation.externalUserId)?.relations.push(relation);
    return of;
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
