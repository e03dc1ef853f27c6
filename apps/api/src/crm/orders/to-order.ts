import type { Order as OrderAnswer } from '@sidecard/contracts';
import { iso } from '../iso.js';
import type { Order } from './order.entity.js';

export function toOrder(order: Order): OrderAnswer {
  const { orderNumber, title, status, amountMinor, currency, orderedAt } = order;
  return { orderNumber, title, status, amountMinor, currency, orderedAt: iso(orderedAt) };
}
