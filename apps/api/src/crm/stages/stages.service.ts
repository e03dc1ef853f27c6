import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CardStage } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { AuditLog } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { lockedForWriting, Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { AppError } from '../../platform/errors/app-error.js';
import { Customer } from '../customers/customer.entity.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CustomerNews } from '../news/customer-news.js';
import { CustomerStage } from './customer-stage.entity.js';

@Injectable()
export class StagesService {
  constructor(
    @InjectRepository(CustomerStage) private readonly stages: Repository<CustomerStage>,
    private readonly corps: Corps,
    private readonly news: CustomerNews,
    private readonly audit: AuditLog,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A stage that the YAML no longer knows is none. */
  async of(member: CurrentMember, externalUserId: string): Promise<CardStage> {
    const { corpId } = member;
    const choices = this.choicesOf(member);
    const set = await this.stages.findOneBy({ corpId, externalUserId });
    return { current: choices.find(({ id }) => id === set?.stage)?.id ?? null, choices };
  }

  /** Said again, it is still one change. @throws AppError INVALID_REQUEST for a stage that the corp does not have */
  async change(
    member: CurrentMember,
    { customer: { externalUserId }, access }: ServedCustomer,
    stage: string,
  ): Promise<void> {
    const { corpId, userId } = member;
    const chosen = this.choicesOf(member).find(({ id }) => id === stage);
    if (!chosen) throw new AppError('INVALID_REQUEST', 'no stage of this corp', { fields: ['stage'] });
    const key = { corpId, externalUserId };
    const isChanged = await this.transactions.run(async (manager) => {
      // The customer's row is there before any stage is: two members wait for each other here.
      await manager.findOne(Customer, { where: key, ...lockedForWriting(manager) });
      const before = await manager.findOneBy(CustomerStage, key);
      if (before?.stage === stage) return false;
      const at = this.clock.now();
      const row: CustomerStage = { ...key, stage, setByUserId: userId, setAt: at };
      await manager.upsert(CustomerStage, row, ['corpId', 'externalUserId']);
      const audited = { action: 'stage_changed', externalUserId, access, subjectId: stage } as const;
      await this.audit.record(member, audited, manager);
      await manager.update(Customer, key, { changeId: timeSortedId() });
      const data = { stage, label: chosen.label, previousStage: before?.stage ?? null };
      await this.news.tell(manager, member, externalUserId, at, { kind: 'stage.changed', data });
      return true;
    });
    if (isChanged) this.live.announce(corpId, [externalUserId]);
  }

  private choicesOf(member: CurrentMember): CardStage['choices'] {
    return this.corps.get(member).corp.stages;
  }
}
