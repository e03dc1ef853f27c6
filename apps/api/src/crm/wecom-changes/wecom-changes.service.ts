import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { DismissedChange, NewRemarkChange, NewTagChange } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import type { Audited } from '../../audit/index.js';
import type { CurrentMember } from '../../auth/index.js';
import { isDuplicateKey } from '../../database/duplicate-key.js';
import { lockedForWriting } from '../../database/transactions.js';
import { AppError } from '../../platform/errors/app-error.js';
import { lastOf } from '../../work-queue/last-of.js';
import { CustomerChanges } from '../changes/customer-changes.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import { Customer } from '../customers/customer.entity.js';
import { CorpTagsRepository } from '../tags/corp-tags.repository.js';
import { toMessage, type WecomChange } from './wecom-change.js';
import { WecomChangeRow } from './wecom-change.entity.js';
import { WecomChangeWorker } from './wecom-change.worker.js';

/**
 * What members change of their own relation to a customer. It is on the card at once, written to WeCom afterwards, and
 * only then in our copy.
 */
@Injectable()
export class WecomChangesService {
  constructor(
    @InjectRepository(WecomChangeRow) private readonly rows: Repository<WecomChangeRow>,
    private readonly tags: CorpTagsRepository,
    private readonly changes: CustomerChanges,
    private readonly worker: WecomChangeWorker,
  ) {}

  /**
   * Tags that others put on or take off meanwhile stay as those have left them.
   * @throws AppError INVALID_REQUEST for tags that the corp does not have, and for an id that is taken;
   * NOT_OWN_CUSTOMER for whoever sees the customer through a colleague
   */
  async changeTags(
    member: CurrentMember,
    served: ServedCustomer,
    { changeId, add, remove }: NewTagChange,
  ): Promise<void> {
    const known = await this.tags.find(member.corpId, add);
    if (!add.every((tagId) => known.get(tagId)?.kind === 'corp'))
      throw new AppError('INVALID_REQUEST', 'no tag of this corp', { fields: ['add'] });
    await this.enqueue(member, served, changeId, { kind: 'tags', add, remove });
  }

  /** @throws AppError INVALID_REQUEST for the company of a WeCom user, and as `changeTags` does */
  async changeRemark(
    member: CurrentMember,
    served: ServedCustomer,
    { changeId, ...notes }: NewRemarkChange,
  ): Promise<void> {
    // WeCom would take it and do nothing (1.7).
    if (notes.company !== undefined && served.customer.kind !== 'wechat')
      throw new AppError('INVALID_REQUEST', 'a WeCom user has a company', { fields: ['company'] });
    await this.enqueue(member, served, changeId, { kind: 'remark', ...notes });
  }

  /** The member has seen that WeCom has refused a change. Nothing, for one that is not theirs, or not refused. */
  async dismiss(member: CurrentMember, served: ServedCustomer, { changeId }: DismissedChange): Promise<void> {
    const { corpId, agentId, userId } = member;
    const { externalUserId: subject } = served.customer;
    await this.changes.make(member, served, async (manager) => {
      const { affected } = await manager.update(
        WecomChangeRow,
        { corpId, agentId, userId, subject, changeId, state: 'dead' },
        { state: 'kept', message: '' },
      );
      return affected ? { action: 'refusal_dismissed', subjectId: changeId } : null;
    });
  }

  private async enqueue(
    member: CurrentMember,
    served: ServedCustomer,
    changeId: string,
    change: WecomChange,
  ): Promise<void> {
    assertOwn(served);
    const { corpId, externalUserId } = served.customer;
    const { agentId, userId } = member;
    const what = { agentId, userId, kind: change.kind, message: toMessage(change) };
    const action = actions[change.kind];
    try {
      await this.changes.make(member, served, async (manager, happenedAt) => {
        // Whoever changes something of this customer waits here: the order is that of the changes.
        const where = { corpId, externalUserId };
        await manager.findOne(Customer, { where, ...lockedForWriting(manager) });
        const waiting = await lastOf(
          manager,
          WecomChangeRow,
          { corpId, subject: externalUserId },
          happenedAt,
        );
        const row: WecomChangeRow = { ...waiting, ...what, changeId, happenedAt, refusal: null };
        await manager.insert(WecomChangeRow, row);
        return { action, subjectId: changeId };
      });
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
      await this.assertSame({ corpId, changeId, subject: externalUserId, ...what });
    }
    this.worker.wake();
  }

  /** Anything else under the same id: it is not kept, and must not look as if it were. */
  private async assertSame({
    corpId,
    changeId,
    message,
    ...what
  }: Pick<WecomChangeRow, 'corpId' | 'changeId' | 'agentId' | 'userId' | 'subject' | 'kind' | 'message'>) {
    const saved = await this.rows.findOneBy({ corpId, changeId, ...what });
    // What is over does not say any more what it was.
    if (saved && (saved.message === message || saved.message === '')) return;
    throw new AppError('INVALID_REQUEST', 'this change id is taken', { fields: ['changeId'] });
  }
}

const actions = {
  tags: 'tags_changed',
  remark: 'remark_changed',
} as const satisfies Record<WecomChange['kind'], Audited['action']>;

/** @throws AppError NOT_OWN_CUSTOMER: what is noted of a customer is each member's own */
export function assertOwn({ access }: ServedCustomer): void {
  if (access !== 'own') throw new AppError('NOT_OWN_CUSTOMER', 'the customer is a colleague’s');
}
