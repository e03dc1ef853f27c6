import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository, SelectQueryBuilder } from 'typeorm';
import { writtenOnce } from '../../../database/written-once.js';
import { OF_CUSTOMER, type CustomerKey } from '../../customer-key.js';
import { earlierThan, type Position } from '../../timeline/position.js';
import { Order } from './order.entity.js';

/** A customer with more orders than this in a year is summed up from the latest of them. */
const MOST_SUMMED = 2_000;

/** So many of them a card shows. */
export const SHOWN_ORDERS = 3;

/** What sums are made of. */
export type Amount = Pick<Order, 'orderedAt' | 'amountMinor' | 'currency'>;

@Injectable()
export class OrdersRepository {
  private readonly shownOf: (asked: CustomerKey) => Promise<Order[]>;
  private readonly amountsSince: (asked: CustomerKey & { since: number }) => Promise<Amount[]>;

  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {
    const latestOf = (rows: SelectQueryBuilder<Order>) =>
      rows.where(OF_CUSTOMER).orderBy('row.orderedAt', 'DESC').addOrderBy('row.orderNumber', 'DESC');
    this.shownOf = writtenOnce(orders, (rows) => latestOf(rows).limit(SHOWN_ORDERS + 1));
    this.amountsSince = writtenOnce(orders, (rows) =>
      latestOf(rows)
        .select(['row.orderedAt', 'row.amountMinor', 'row.currency'])
        .andWhere('row.orderedAt >= :since')
        .limit(MOST_SUMMED),
    );
  }

  /** The latest of one customer, before a position of the timeline if there is one. */
  latest(
    corpId: string,
    externalUserId: string,
    count: number,
    before: Position | null = null,
  ): Promise<Order[]> {
    return this.orders.find({
      where: earlierThan<Order>({ corpId, externalUserId }, 'orderedAt', 'orderNumber', before),
      order: { orderedAt: 'DESC', orderNumber: 'DESC' },
      take: count,
    });
  }

  /**
   * What a card shows.
   * @param since of which moment on orders are summed up, ms since 1970
   * @returns one more than are shown, if there are as many; and what is summed up
   */
  async forCard(customer: CustomerKey, since: number): Promise<{ latest: Order[]; amounts: Amount[] }> {
    const latest = await this.shownOf(customer);
    const isAll = latest.length <= SHOWN_ORDERS;
    const amounts = isAll
      ? latest.filter(({ orderedAt }) => orderedAt >= since)
      : await this.amountsSince({ ...customer, since });
    return { latest, amounts };
  }
}
