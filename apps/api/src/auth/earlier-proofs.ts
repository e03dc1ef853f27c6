import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AppScope } from '@sidecard/contracts';
import * as z from 'zod';
import { SharedCache } from '../cache/shared-cache.js';
import { Corps } from '../config/corps.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { SessionRevocations } from './session-revocations.js';
import type { Proof } from './session.store.js';

const proofsSchema = z.array(z.object({ userId: z.string(), provedAt: z.number(), revocations: z.string() }));

/**
 * What one browser has proved lately, for corps that don't want every new web view to go to WeCom
 * (`proveIdentity: { after: … }`). What that risks: docs/identity.md.
 */
@Injectable()
export class EarlierProofs {
  constructor(
    private readonly corps: Corps,
    private readonly cache: SharedCache,
    private readonly revocations: SessionRevocations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async remember(app: AppScope, browser: string, proof: Proof): Promise<void> {
    const ageMs = this.validFor(app);
    if (ageMs === null) return;
    const others = (await this.recent(app, browser, ageMs)).filter(({ userId }) => userId !== proof.userId);
    await this.cache.set(keyOf(app, browser), [...others, proof], ageMs);
  }

  /** Null where nobody has proved anything lately, and where two people have: then only WeCom knows who it is now. */
  async find(app: AppScope, browser: string): Promise<Proof | null> {
    const ageMs = this.validFor(app);
    if (ageMs === null) return null;
    const [proof, another] = await this.recent(app, browser, ageMs);
    if (!proof || another) return null;
    const now = await this.revocations.standOf({ ...app, userId: proof.userId });
    return now === proof.revocations ? proof : null;
  }

  private async recent(app: AppScope, browser: string, ageMs: number): Promise<Proof[]> {
    const stored = proofsSchema.safeParse(await this.cache.get(keyOf(app, browser)));
    return (stored.data ?? []).filter(({ provedAt }) => this.clock.now() - provedAt <= ageMs);
  }

  /** Milliseconds. */
  private validFor(app: AppScope): number | null {
    const { proveIdentity } = this.corps.get(app).corp;
    return proveIdentity === 'every-webview' ? null : proveIdentity.afterMs;
  }
}

function keyOf({ corpId, agentId }: AppScope, browser: string): string {
  return `proofs:${corpId}:${agentId}:${createHash('sha256').update(browser).digest('base64url')}`;
}
