import { Inject, Injectable } from '@nestjs/common';
import type { Access } from '@sidecard/contracts';
import type { EntityManager } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import type { CurrentMember } from '../auth/index.js';
import { insertAll } from '../database/insert-rows.js';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { requestContext } from '../platform/request-context.js';
import { AuditEntry, type AuditedAction } from './audit-entry.entity.js';

export interface Audited {
  action: AuditedAction;
  externalUserId: string;
  access: Access;
  subjectId?: string;
}

/** Who saw which customer and did what, from which app. What can't be written down does not happen: callers await it. */
@Injectable()
export class AuditLog {
  constructor(
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * @param audited one thing, or several that were done at once
   * @param manager that of the transaction which does what is written down here, if it changes anything
   */
  async record(member: CurrentMember, audited: Audited | Audited[], manager?: EntityManager): Promise<void> {
    const entries = [audited].flat().map((one) => this.entryOf(member, one));
    if (entries.length === 0) return;
    if (manager) await insertAll(manager, AuditEntry, entries);
    else await this.transactions.single((own) => insertAll(own, AuditEntry, entries));
  }

  private entryOf({ corpId, agentId, userId }: CurrentMember, audited: Audited): AuditEntry {
    return {
      subjectId: null,
      ...audited,
      corpId,
      agentId,
      userId,
      entryId: timeSortedId(),
      requestId: requestContext.getStore()?.requestId ?? '',
      at: this.clock.now(),
    };
  }
}
