import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { MoreThanOrEqual, type Repository } from 'typeorm';
import { earlierThan, type Position } from '../../timeline/position.js';
import { Order } from './order.entity.js';

/** A customer with more orders than this in a year is summed up from the latest of them. */
const MOST_SUMMED = 2_000;

@Injectable()
export class OrdersRepository {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}

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

  /** What was ordered since a moment (ms since 1970), for sums. */
  amountsSince(
    corpId: string,
    externalUserId: string,
    since: number,
  ): Promise<Pick<Order, 'orderedAt' | 'amountMinor' | 'currency'>[]> {
    return this.orders.find({
      select: { corpId: true, orderNumber: true, orderedAt: true, amountMinor: true, currency: true },
      where: { corpId, externalUserId, orderedAt: MoreThanOrEqual(since) },
      order: { orderedAt: 'DESC' },
      take: MOST_SUMMED,
    });
  }
}
