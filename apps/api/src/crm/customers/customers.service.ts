import { Injectable } from '@nestjs/common';
import type { Card, RevealedPhones } from '@sidecard/contracts';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService } from '../../members/index.js';
import { FollowUpsRepository } from '../follow-ups/follow-ups.repository.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { CorpTagsRepository } from '../tags/corp-tags.repository.js';
import { composeCard } from './compose-card.js';
import type { ServedCustomer } from './customer-facts.service.js';
import { CustomersRepository } from './customers.repository.js';

const LATEST_ORDERS = 3;
const LATEST_FOLLOW_UPS = 2;

@Injectable()
export class CustomersService {
  constructor(
    private readonly customers: CustomersRepository,
    private readonly orders: OrdersRepository,
    private readonly followUps: FollowUpsRepository,
    private readonly tags: CorpTagsRepository,
    private readonly members: MembersService,
    private readonly audit: AuditLog,
  ) {}

  async card(member: CurrentMember, served: ServedCustomer): Promise<Card> {
    const { corpId } = member;
    const { externalUserId } = served.customer;
    const [profile, orders, followUps, tags] = await Promise.all([
      this.customers.findProfile(corpId, externalUserId),
      this.orders.latest(corpId, externalUserId, LATEST_ORDERS),
      this.followUps.latest(corpId, externalUserId, LATEST_FOLLOW_UPS),
      this.tags.find(corpId, served.relation.tagIds ?? []),
      this.audit.record(member, { action: 'card_viewed', externalUserId, access: served.access }),
    ]);
    const names = await this.members.names(member, [
      served.relation.userId,
      ...served.colleagues.map(({ userId }) => userId),
      ...followUps.map(({ authorUserId }) => authorUserId),
      ...(profile?.ownerUserId ? [profile.ownerUserId] : []),
    ]);
    return composeCard({ ...served, profile, orders, followUps, names, tags });
  }

  /** The digits behind the card's masked phones: they leave only once it is written down who has seen them. */
  async revealPhones(
    member: CurrentMember,
    { customer: { externalUserId }, access, relation }: ServedCustomer,
  ): Promise<RevealedPhones> {
    await this.audit.record(member, { action: 'phones_revealed', externalUserId, access });
    return { phones: relation.phones };
  }
}
