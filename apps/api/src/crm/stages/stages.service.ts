import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CardStage } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { lockedForWriting } from '../../database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerChanges } from '../changes/customer-changes.js';
import { Customer } from '../customers/customer.entity.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { CustomerStage } from './customer-stage.entity.js';

@Injectable()
export class StagesService {
  constructor(
    @InjectRepository(CustomerStage) private readonly stages: Repository<CustomerStage>,
    private readonly corps: Corps,
    private readonly changes: CustomerChanges,
  ) {}

  /** A stage that the YAML no longer knows is none. */
  async of(member: CurrentMember, externalUserId: string): Promise<CardStage> {
    const { corpId } = member;
    const choices = this.choicesOf(member);
    const set = await this.stages.findOneBy({ corpId, externalUserId });
    return { current: choices.find(({ id }) => id === set?.stage)?.id ?? null, choices };
  }

  /** Said again, it is still one change. @throws AppError INVALID_REQUEST for a stage that the corp does not have */
  async change(member: CurrentMember, served: ServedCustomer, stage: string): Promise<void> {
    const chosen = this.choicesOf(member).find(({ id }) => id === stage);
    if (!chosen) throw new AppError('INVALID_REQUEST', 'no stage of this corp', { fields: ['stage'] });
    const { corpId, externalUserId } = served.customer;
    const key = { corpId, externalUserId };
    await this.changes.make(member, served, async (manager, at) => {
      // The customer's row is there before any stage is: two members wait for each other here.
      await manager.findOne(Customer, { where: key, ...lockedForWriting(manager) });
      const before = await manager.findOneBy(CustomerStage, key);
      if (before?.stage === stage) return null;
      const row: CustomerStage = { ...key, stage, setByUserId: member.userId, setAt: at };
      await manager.upsert(CustomerStage, row, ['corpId', 'externalUserId']);
      const data = { stage, label: chosen.label, previousStage: before?.stage ?? null };
      return { action: 'stage_changed', subjectId: stage, happening: { kind: 'stage.changed', data } };
    });
  }

  private choicesOf(member: CurrentMember): CardStage['choices'] {
    return this.corps.get(member).corp.stages;
  }
}
