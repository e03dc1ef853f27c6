import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type EntityManager, type Repository } from 'typeorm';
import type { CurrentMember } from '../../../auth/index.js';
import { Corps } from '../../../config/corps.js';
import { writtenOnce } from '../../../database/written-once.js';
import { CLOCK, type Clock } from '../../../platform/clock.js';
import { Customer } from '../../customers/customer.entity.js';
import { FollowRelation } from '../../customers/follow-relation.entity.js';
import type { Position } from '../../timeline/position.js';
import {
  MOST_CANDIDATES,
  type CompanyCandidate,
  type CompanyCrm,
  type CompanyHappening,
  type Look,
  type SoughtCustomer,
} from '../company-crm.js';
import { CustomerProfile } from './customer-profile.entity.js';
import { OrdersRepository, SHOWN_ORDERS } from './orders.repository.js';
import { calendarAt, fieldsOf, ORDER, orderList, orderValues, toCandidate } from './to-record.js';

/** Longer than any offset: what falls into the month before is not shown. Milliseconds. */
const DAY_MS = 24 * 60 * 60 * 1000;

/** Sidecard's own tables as the company's CRM. A record's key is the external user id it was made for. */
@Injectable()
export class BuiltInCrm implements CompanyCrm {
  readonly can = { search: true, create: true };

  private readonly profilesOf: (asked: { corpId: string; keys: string[] }) => Promise<CustomerProfile[]>;

  constructor(
    @InjectRepository(CustomerProfile) private readonly profiles: Repository<CustomerProfile>,
    @InjectRepository(Customer) private readonly customers: Repository<Customer>,
    private readonly orders: OrdersRepository,
    private readonly corps: Corps,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.profilesOf = writtenOnce(profiles, (rows) =>
      rows.where('row.corpId = :corpId AND row.externalUserId IN (:...keys)'),
    );
  }

  async look(sought: SoughtCustomer): Promise<Look> {
    const { corpId, link } = sought;
    const { key, profile } = await this.recordOf(sought);
    const calendar = calendarAt(this.clock.now(), this.timeZoneOf(corpId));
    const [firstMonth] = calendar.months;
    const since = Date.parse(`${firstMonth}-01`) - DAY_MS;
    const [title, { latest, amounts }] = await Promise.all([
      this.titleOf(sought, key),
      this.orders.forCard({ corpId, externalUserId: key }, since),
    ]);
    // Orders may be written by something else than us.
    if (!profile && latest.length === 0) return { state: 'none', suggestions: [] };
    return {
      state: 'found',
      by: key === link ? 'link' : 'external_user_id',
      record: {
        key,
        title,
        link: null,
        sections: [],
        fields: profile ? fieldsOf(profile) : [],
        lists: [orderList(latest, SHOWN_ORDERS, amounts, calendar)],
      },
    };
  }

  /** Of the customers this member serves: nobody finds others' by a name. */
  async search({ corpId, agentId, userId }: CurrentMember, text: string): Promise<CompanyCandidate[]> {
    const prefix = `${text.replaceAll(/[!%_]/g, (sign) => `!${sign}`)}%`;
    const found = await this.customers
      .createQueryBuilder('customer')
      .innerJoin(
        FollowRelation,
        'relation',
        'relation.corpId = customer.corpId AND relation.externalUserId = customer.externalUserId',
      )
      .innerJoin(
        CustomerProfile,
        'profile',
        'profile.corpId = customer.corpId AND profile.externalUserId = customer.externalUserId',
      )
      .where('customer.corpId = :corpId AND relation.agentId = :agentId', { corpId, agentId })
      .andWhere('relation.userId = :userId AND relation.endedAt IS NULL', { userId })
      .andWhere(`(customer.name LIKE :prefix ESCAPE '!' OR relation.remark LIKE :prefix ESCAPE '!')`, {
        prefix,
      })
      .orderBy('customer.name')
      .addOrderBy('customer.externalUserId')
      .limit(MOST_CANDIDATES)
      .getMany();
    const profiles = await this.profiles.findBy({
      corpId,
      externalUserId: In(found.map(({ externalUserId }) => externalUserId)),
    });
    const byId = new Map(profiles.map((profile) => [profile.externalUserId, profile]));
    return found.flatMap(({ externalUserId, name }) => {
      const profile = byId.get(externalUserId);
      return profile ? [toCandidate(profile, name)] : [];
    });
  }

  async create(
    manager: EntityManager,
    { corpId, userId }: CurrentMember,
    externalUserId: string,
  ): Promise<boolean> {
    if (await manager.existsBy(CustomerProfile, { corpId, externalUserId })) return false;
    await manager.insert(CustomerProfile, { corpId, externalUserId, level: null, ownerUserId: userId });
    return true;
  }

  async happened(
    sought: SoughtCustomer,
    before: Position | null,
    count: number,
  ): Promise<CompanyHappening[]> {
    const { key } = await this.recordOf(sought);
    const orders = await this.orders.latest(sought.corpId, key, count, before);
    return orders.map((order) => ({
      id: order.orderNumber,
      at: order.orderedAt,
      label: ORDER,
      values: orderValues(order),
    }));
  }

  /** The linked one, while it is there; else the customer's own. */
  private async recordOf({
    corpId,
    externalUserId,
    link,
  }: SoughtCustomer): Promise<{ key: string; profile: CustomerProfile | null }> {
    const keys = [...new Set([link ?? externalUserId, externalUserId])];
    const found = await this.profilesOf({ corpId, keys });
    const linked = found.find((profile) => profile.externalUserId === link);
    const own = found.find((profile) => profile.externalUserId === externalUserId);
    return { key: linked?.externalUserId ?? externalUserId, profile: linked ?? own ?? null };
  }

  private async titleOf({ corpId, externalUserId, names }: SoughtCustomer, key: string): Promise<string> {
    const [own] = names;
    if (key === externalUserId && own !== undefined) return own;
    return (await this.customers.findOneBy({ corpId, externalUserId: key }))?.name ?? key;
  }

  private timeZoneOf(corpId: string): string {
    return this.corps.find(corpId)?.nightly.timeZone ?? 'UTC';
  }
}
