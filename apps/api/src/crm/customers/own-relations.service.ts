import { Inject, Injectable } from '@nestjs/common';
import type { CurrentMember } from '../../auth/index.js';
import { SharedCache } from '../../cache/shared-cache.js';
import { Transactions } from '../../database/transactions.js';
import { LiveChanges } from '../../live/index.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, type WecomError } from '../../wecom/index.js';
import { CustomerLearning } from '../learning/customer-learning.js';

/** How long WeCom is not asked again whom a member follows. Milliseconds. */
const ASKED_MS = 60 * 60 * 1000;
/** Of a hundred customers each. Whom they leave out is shown once a sync has confirmed them. */
const PAGES = 10;

/** Whom a member follows, for whoever does not ask about one customer alone: known before any sync. */
@Injectable()
export class OwnRelationsService {
  constructor(
    private readonly learning: CustomerLearning,
    private readonly cache: SharedCache,
    private readonly transactions: Transactions,
    private readonly live: LiveChanges,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Learns whom the member follows, unless that was asked of late. @returns why WeCom can't be asked now, if so */
  async ask(member: CurrentMember): Promise<WecomError | null> {
    const { corpId, agentId, userId } = member;
    const key = `own_customers:${corpId}:${agentId}:${userId}`;
    const begunAt = this.clock.now();
    const lastAsked = await this.cache.get(key);
    if (typeof lastAsked === 'number' && begunAt - lastAsked < ASKED_MS) return null;
    try {
      await this.learnAll(member, begunAt);
    } catch (error) {
      if (isWecomError(error, 'busy', 'throttled', 'crowded', 'refresh')) return error;
      throw error;
    }
    await this.cache.set(key, begunAt, ASKED_MS);
    return null;
  }

  private async learnAll(member: CurrentMember, begunAt: number): Promise<void> {
    let cursor: string | null = null;
    for (let pages = 0; pages < PAGES; pages += 1) {
      const page = await this.learning.askOfMember(member, member.userId, cursor);
      const changed = await this.transactions.run((manager) =>
        this.learning.learnPage(manager, member, member.userId, page, begunAt),
      );
      this.live.announce(member.corpId, changed);
      if (page.next === null) return;
      cursor = page.next;
    }
  }
}
