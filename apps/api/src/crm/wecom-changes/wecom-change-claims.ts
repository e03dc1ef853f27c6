import { Inject, Injectable } from '@nestjs/common';
import { Transactions } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { WorkClaims } from '../../work-queue/work-claims.js';
import { wecomChangeQueue, type WecomChangeRow } from './wecom-change.entity.js';

/** Which changes are whose: those of one relation are written by one process at a time, one after the other. */
@Injectable()
export class WecomChangeClaims extends WorkClaims<WecomChangeRow> {
  constructor(transactions: Transactions, @Inject(CLOCK) clock: Clock) {
    super(wecomChangeQueue, transactions, clock);
  }
}
