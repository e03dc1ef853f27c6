import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CardLayout } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import type { CurrentMember } from '../auth/index.js';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { CardLayoutRow } from './card-layout.entity.js';

/** The same in every app of a corp, and on every device. */
@Injectable()
export class CardLayoutsService {
  constructor(
    @InjectRepository(CardLayoutRow) private readonly layouts: Repository<CardLayoutRow>,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Of a member who has never changed anything: nothing. */
  async of({ corpId, userId }: CurrentMember): Promise<CardLayout> {
    const row = await this.layouts.findOneBy({ corpId, userId });
    return { order: row?.order ?? [], folded: row?.folded ?? [] };
  }

  async change({ corpId, userId }: CurrentMember, { order, folded }: CardLayout): Promise<void> {
    const row: CardLayoutRow = { corpId, userId, order, folded, changedAt: this.clock.now() };
    await this.transactions.single((manager) => manager.upsert(CardLayoutRow, row, ['corpId', 'userId']));
  }
}
