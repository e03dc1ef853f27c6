import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AppScope } from '@sidecard/contracts';
import { In, type Repository } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { CurrentMember } from './current-member.js';
import { EVERYBODY, SessionRevocation } from './session-revocation.entity.js';

/** Ends sessions before their time. In the database, because a command in another process must be able to. */
@Injectable()
export class SessionRevocations {
  constructor(
    @InjectRepository(SessionRevocation) private readonly revocations: Repository<SessionRevocation>,
    private readonly transactions: Transactions,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Every session there is, of one member or of everybody in the app, ends now. */
  async revoke({ corpId, agentId }: AppScope, userId: string = EVERYBODY): Promise<void> {
    await this.transactions.single((manager) =>
      manager.upsert(SessionRevocation, { corpId, agentId, userId, revokedAt: this.clock.now() }, [
        'corpId',
        'agentId',
        'userId',
      ]),
    );
  }

  /** @param provedAt ms since 1970 */
  async isRevoked({ corpId, agentId, userId }: CurrentMember, provedAt: number): Promise<boolean> {
    const found = await this.revocations.findBy({ corpId, agentId, userId: In([userId, EVERYBODY]) });
    return found.some(({ revokedAt }) => provedAt <= revokedAt);
  }
}
