import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { WorkClaims } from '../work-queue/work-claims.js';
import { webhookQueue, type WebhookMessage } from './webhook-message.entity.js';

/** Which messages are whose: those of one customer go to one process at a time, one after the other. */
@Injectable()
export class WebhookClaims extends WorkClaims<WebhookMessage> {
  constructor(transactions: Transactions, @Inject(CLOCK) clock: Clock) {
    super(webhookQueue, transactions, clock);
  }
}
