import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { WorkClaims } from '../../work-queue/work-claims.js';
import { callbackQueue, type CallbackEventRow } from '../callback-event.entity.js';

/** Which events are whose: those of one subject go to one process at a time. */
@Injectable()
export class InboxClaims extends WorkClaims<CallbackEventRow> {
  constructor(transactions: Transactions, @Inject(CLOCK) clock: Clock) {
    super(callbackQueue, transactions, clock);
  }
}
