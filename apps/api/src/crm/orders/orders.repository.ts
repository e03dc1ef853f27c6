import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Order } from './order.entity.js';

@Injectable()
export class OrdersRepository {
  constructor(@InjectRepository(Order) private readonly orders: Repository<Order>) {}

  latest(corpId: string, externalUserId: string, count: number): Promise<Order[]> {
    return this.orders.find({
      where: { corpId, externalUserId },
      order: { orderedAt: 'DESC' },
      take: count,
    });
  }
}
