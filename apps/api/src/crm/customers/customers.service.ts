import { Injectable } from '@nestjs/common';
import type { Card, RevealedPhones } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService } from '../../members/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { FollowUpsRepository } from '../follow-ups/follow-ups.repository.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { composeCard } from './compose-card.js';
import { CustomerFactsService, type ServedCustomer } from './customer-facts.service.js';
import { CustomersRepository } from './customers.repository.js';

const LATEST_ORDERS = 3;
const LATEST_FOLLOW_UPS = 2;

@Injectable()
export class CustomersService {
  constructor(
    private readonly facts: CustomerFactsService,
    private readonly customers: CustomersRepository,
    private readonly orders: OrdersRepository,
    private readonly followUps: FollowUpsRepository,
    private readonly members: MembersService,
  ) {}

  /** @throws AppError CUSTOMER_NOT_FOUND, RELATION_ENDED */
  async card(member: CurrentMember, externalUserId: string): Promise<Card> {
    const { corpId } = member;
    const [served, profile, orders, followUps] = await Promise.all([
      this.servedBy(member, externalUserId),
      this.customers.findProfile(corpId, externalUserId),
      this.orders.latest(corpId, externalUserId, LATEST_ORDERS),
      this.followUps.latest(corpId, externalUserId, LATEST_FOLLOW_UPS),
    ]);
    const names = await this.members.names(member, [
      ...served.colleagues.map(({ userId }) => userId),
      ...followUps.map(({ authorUserId }) => authorUserId),
      ...(profile?.ownerUserId ? [profile.ownerUserId] : []),
    ]);
    return composeCard({ ...served, profile, orders, followUps, names });
  }

  /** The digits behind the card's masked phones. @throws AppError CUSTOMER_NOT_FOUND, RELATION_ENDED */
  async revealPhones(member: CurrentMember, externalUserId: string): Promise<RevealedPhones> {
    const { own } = await this.servedBy(member, externalUserId);
    return { phones: own.phones };
  }

  /** Every way to a customer leads through here: whoever does not serve them learns nothing, not even that they exist. */
  private async servedBy(member: CurrentMember, externalUserId: string): Promise<ServedCustomer> {
    const served = await this.facts.get(member, externalUserId);
    if (!served) throw new AppError('CUSTOMER_NOT_FOUND', 'no such customer of this member');
    if (served.own.endedAt !== null) {
      throw new AppError('RELATION_ENDED', 'the member no longer serves this customer');
    }
    return served;
  }
}
