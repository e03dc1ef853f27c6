import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { AppScope } from '@sidecard/contracts';
import { LessThan, MoreThanOrEqual, type Repository } from 'typeorm';
import { Corps } from '../config/corps.js';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { CurrentMember } from './current-member.js';
import { EarlierProof } from './earlier-proof.entity.js';
import { SessionRevocations } from './session-revocations.js';
import { IDLE_MS, type Proof } from './session.store.js';

/**
 * What one browser has proved lately, for corps that don't want every new web view to go to WeCom
 * (`proveIdentity: { after: … }`). What that risks: docs/identity.md.
 */
@Injectable()
export class EarlierProofs {
  constructor(
    @InjectRepository(EarlierProof) private readonly proofs: Repository<EarlierProof>,
    private readonly corps: Corps,
    private readonly transactions: Transactions,
    private readonly revocations: SessionRevocations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** To be called before anybody is let in by this proof: from then on it stands in the way of everybody else's. */
  async remember({ corpId, agentId }: AppScope, browser: string, proof: Proof): Promise<void> {
    const ageMs = this.validFor({ corpId, agentId });
    if (ageMs === null) return;
    const row = { ...proof, corpId, agentId, browser: hashed(browser), usedAt: proof.provedAt };
    await this.transactions.run(async (manager) => {
      await manager.delete(EarlierProof, { corpId, provedAt: LessThan(this.clock.now() - ageMs) });
      await manager.upsert(EarlierProof, row, ['corpId', 'browser', 'agentId', 'userId']);
    });
  }

  /**
   * Null where nobody has proved anything in this app lately, or nobody has used it for as long as ends a session; and
   * where two people of the corp have, in whichever of its apps: then only WeCom knows who it is now.
   */
  async takeOver(app: AppScope, browser: string): Promise<Proof | null> {
    const ageMs = this.validFor(app);
    if (ageMs === null) return null;
    const now = this.clock.now();
    const { corpId, agentId } = app;
    const lately = { corpId, browser: hashed(browser), provedAt: MoreThanOrEqual(now - ageMs) };
    const found = await this.proofs.findBy(lately);
    const own = found.find((proof) => proof.agentId === agentId);
    if (!own || found.some(({ userId }) => userId !== own.userId) || now - own.usedAt > IDLE_MS) return null;
    const { userId, provedAt, revocations } = own;
    if ((await this.revocations.standOf({ corpId, agentId, userId })) !== revocations) return null;
    const unchanged = { ...lately, agentId, userId, usedAt: own.usedAt };
    await this.transactions.single((manager) => manager.update(EarlierProof, unchanged, { usedAt: now }));
    return { userId, provedAt, revocations };
  }

  /** They have logged out: it proves nothing any more, but still stands in the way of everybody else's. */
  async end({ corpId, agentId, userId }: CurrentMember, browser: string): Promise<void> {
    const proof = { corpId, agentId, userId, browser: hashed(browser) };
    await this.transactions.single((manager) => manager.update(EarlierProof, proof, { usedAt: 0 }));
  }

  /** Milliseconds. */
  private validFor(app: AppScope): number | null {
    const { proveIdentity } = this.corps.get(app).corp;
    return proveIdentity === 'every-webview' ? null : proveIdentity.afterMs;
  }
}

function hashed(browser: string): string {
  return createHash('sha256').update(browser).digest('base64url');
}
