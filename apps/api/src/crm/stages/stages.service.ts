import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { CardStage, Words } from '@sidecard/contracts';
import type { EntityManager, Repository } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import type { CurrentMember } from '../../auth/index.js';
import { Corps } from '../../config/corps.js';
import { lockedForWriting } from '../../database/transactions.js';
import { writtenOnce } from '../../database/written-once.js';
import { AppError } from '../../platform/errors/app-error.js';
import { CustomerChanges, type MemberChange } from '../changes/customer-changes.js';
import { OF_CUSTOMER, type CustomerKey } from '../customer-key.js';
import { Customer } from '../customers/customer.entity.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { ANY_AGENT, type Happened } from '../timeline/timeline-entry.entity.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { CustomerStage } from './customer-stage.entity.js';

@Injectable()
export class StagesService {
  private readonly stagesOf: (asked: CustomerKey) => Promise<CustomerStage[]>;

  constructor(
    @InjectRepository(CustomerStage) stages: Repository<CustomerStage>,
    private readonly corps: Corps,
    private readonly timeline: TimelineRepository,
    private readonly changes: CustomerChanges,
  ) {
    this.stagesOf = writtenOnce(stages, (rows) => rows.where(OF_CUSTOMER));
  }

  /** A stage that the YAML no longer knows is none. */
  async of(member: CurrentMember, externalUserId: string): Promise<CardStage> {
    const { corpId } = member;
    const choices = this.choicesOf(member);
    const [set] = await this.stagesOf({ corpId, externalUserId });
    return { current: choices.find(({ id }) => id === set?.stage)?.id ?? null, choices };
  }

  /** Said again, it is still one change. @throws AppError INVALID_REQUEST for a stage that the corp does not have */
  async change(member: CurrentMember, served: ServedCustomer, stage: string): Promise<void> {
    const { externalUserId } = served.customer;
    await this.changes.make(member, served, (manager, at) =>
      this.changeTo(manager, member, externalUserId, stage, at),
    );
  }

  /**
   * The same as a part of something else that is done.
   * @param manager of the transaction in which that is done
   * @param at ms since 1970
   * @returns null where it is the stage already
   * @throws AppError INVALID_REQUEST for a stage that the corp does not have
   */
  async changeTo(
    manager: EntityManager,
    member: CurrentMember,
    externalUserId: string,
    stage: string,
    at: number,
  ): Promise<MemberChange | null> {
    const chosen = this.choicesOf(member).find(({ id }) => id === stage);
    if (!chosen) throw new AppError('INVALID_REQUEST', 'no stage of this corp', { fields: ['stage'] });
    const { corpId, userId } = member;
    const key = { corpId, externalUserId };
    // The customer's row is there before any stage is: two members wait for each other here.
    await manager.findOne(Customer, { where: key, ...lockedForWriting(manager) });
    const before = await manager.findOneBy(CustomerStage, key);
    if (before?.stage === stage) return null;
    const previousStage = before?.stage ?? null;
    const row: CustomerStage = { ...key, stage, setByUserId: userId, setAt: at };
    await manager.upsert(CustomerStage, row, ['corpId', 'externalUserId']);
    const happened: Happened = { kind: 'stage_changed', details: { stage, previous: previousStage } };
    const line = { ...key, agentId: ANY_AGENT, entryId: timeSortedId(), userId, at, happened };
    await this.timeline.append(manager, [line]);
    const data = { stage, label: chosen.label, previousStage };
    return { action: 'stage_changed', subjectId: stage, happening: { kind: 'stage.changed', data } };
  }

  /** What a stage is called; one that the YAML has lost goes by its id. */
  labelOf(member: CurrentMember, stage: string): Words {
    return this.choicesOf(member).find(({ id }) => id === stage)?.label ?? { zh: stage, en: stage };
  }

  private choicesOf(member: CurrentMember): CardStage['choices'] {
    return this.corps.get(member).corp.stages;
  }
}
