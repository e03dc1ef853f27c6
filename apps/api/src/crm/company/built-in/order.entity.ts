import { Entity } from 'typeorm';
import { KeyColumn, NumberColumn, TextColumn } from '../../../database/columns.js';

@Entity('orders')
export class Order {
  @KeyColumn('corp_id') corpId: string;
  @KeyColumn('order_number') orderNumber: string;
  @TextColumn('external_user_id') externalUserId: string;
  @TextColumn('title') title: string;
  @TextColumn('status') status: 'pending' | 'paid' | 'delivered' | 'closed';
  /** In the smallest unit of the currency (分 for CNY). */
  @NumberColumn('amount_minor') amountMinor: number;
  @TextColumn('currency') currency: string;
  /** ms since 1970. */
  @NumberColumn('ordered_at') orderedAt: number;
}
