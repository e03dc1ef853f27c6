import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AppScope } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import { writtenOnce } from '../database/written-once.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { CurrentMember } from './current-member.js';
import { EVERYBODY, SessionRevocation } from './session-revocation.entity.js';

/** Ends sessions before their time. In the database, because a command in another process must be able to. */
@Injectable()
export class SessionRevocations {
  private readonly ofMember: (asked: CurrentMember & { everybody: string }) => Promise<SessionRevocation[]>;

  constructor(
    @InjectRepository(SessionRevocation) revocations: Repository<SessionRevocation>,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.ofMember = writtenOnce(revocations, (rows) =>
      rows
        .where('row.corpId = :corpId AND row.agentId = :agentId')
        .andWhere('row.userId IN (:userId, :everybody)'),
    );
  }

  /** Every session there is, of one member or of everybody in the app, ends now. */
  async revoke({ corpId, agentId }: AppScope, userId: string = EVERYBODY): Promise<void> {
    const key = { corpId, agentId, userId };
    await this.transactions.single(async (manager) => {
      const last = await manager.findOneBy(SessionRevocation, key);
      const revokedAt = Math.max(this.clock.now(), (last?.revokedAt ?? 0) + 1);
      await manager.upsert(SessionRevocation, { ...key, revokedAt }, ['corpId', 'agentId', 'userId']);
    });
  }

  /**
   * How it stands with a member's revocations: another text after each one. What was proved under another text is void.
   * Not compared by time: whoever revokes may have another clock than whoever logs people in.
   */
  async standOf(member: CurrentMember): Promise<string> {
    const found = await this.ofMember({ ...member, everybody: EVERYBODY });
    return found
      .map((revocation) => `${revocation.userId}:${revocation.revokedAt}`)
      .toSorted()
      .join();
  }
}
