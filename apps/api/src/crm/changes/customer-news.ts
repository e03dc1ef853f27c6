import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { WebhookOutbox, type Happening } from '../../webhooks/index.js';
import { CrmLink } from '../company/links/crm-link.entity.js';

/** Lets the company know what a member has done with a customer. */
@Injectable()
export class CustomerNews {
  constructor(private readonly outbox: WebhookOutbox) {}

  /**
   * @param manager of the transaction that makes the change, as its last step: see `WebhookOutbox.add`
   * @param at ms since 1970
   */
  async tell(
    manager: EntityManager,
    { corpId, agentId, userId }: CurrentMember,
    externalUserId: string,
    at: number,
    happening: Happening,
  ): Promise<void> {
    if (!this.outbox.webhookOf(corpId)) return;
    const link = await manager.findOneBy(CrmLink, { corpId, externalUserId });
    const crmKey = link?.recordKey ?? null;
    await this.outbox.add(manager, {
      corpId,
      agentId,
      userId,
      externalUserId,
      crmKey,
      happenedAt: at,
      happening,
    });
  }
}
