import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { earlierThan, type Position } from '../timeline/position.js';
import { Order } from './order.entity.js';

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
}
