import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { parseWebViewMark } from '@sidecard/contracts';
import * as z from 'zod';
import { SharedCache } from '../cache/shared-cache.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import type { CurrentMember } from './current-member.js';
import { SessionRevocations } from './session-revocations.js';

const HOUR_MS = 60 * 60 * 1000;
/** A session nobody has used for this long is over. */
export const IDLE_MS = 8 * HOUR_MS;
/** However busy, a session is over this long after WeCom has said who it is. */
const ABSOLUTE_MS = 24 * HOUR_MS;
/** A busy session's idle time is pushed out at most this often. */
const TOUCH_MS = 5 * 60 * 1000;

const sessionSchema = z.object({
  userId: z.string(),
  provedAt: z.number(),
  revocations: z.string(),
  seenAt: z.number(),
});
type Session = z.infer<typeof sessionSchema>;

/** Who somebody is, and when WeCom said so (ms since 1970). */
export interface Proof {
  userId: string;
  provedAt: number;
  /** How it stood with the member's revocations then (`SessionRevocations`). */
  revocations: string;
}

/** Who each web view has proved to be. One session is one browser's cookie and one web view's mark together. */
@Injectable()
export class SessionStore {
  constructor(
    private readonly cache: SharedCache,
    private readonly revocations: SessionRevocations,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async create(browser: string, mark: string, proof: Proof): Promise<void> {
    await this.write(browser, mark, { ...proof, seenAt: this.clock.now() });
  }

  /** Null when this browser has not proved this web view, or too long ago, or its session has been revoked. */
  async find(browser: string, mark: string): Promise<CurrentMember | null> {
    const scope = parseWebViewMark(mark);
    const stored = sessionSchema.safeParse(await this.cache.get(keyOf(browser, mark)));
    if (!scope || !stored.success) return null;
    const now = this.clock.now();
    const { userId, provedAt, revocations, seenAt } = stored.data;
    if (now - seenAt > IDLE_MS || now - provedAt > ABSOLUTE_MS) return null;
    const member = { ...scope, userId };
    if ((await this.revocations.standOf(member)) !== revocations) return null;
    if (now - seenAt > TOUCH_MS) {
      // Who is asking is known by now: a touch that fails is made up for by the next one.
      await this.write(browser, mark, { ...stored.data, seenAt: now }).catch(() => undefined);
    }
    return member;
  }

  async end(browser: string, mark: string): Promise<void> {
    await this.cache.take(keyOf(browser, mark));
  }

  private async write(browser: string, mark: string, session: Session): Promise<void> {
    await this.cache.set(keyOf(browser, mark), session, IDLE_MS);
  }
}

/** Carries corp and agent in the clear, and browser and mark only as a hash. */
function keyOf(browser: string, mark: string): string {
  const scope = parseWebViewMark(mark);
  const hash = createHash('sha256').update(`${browser}.${mark}`).digest('base64url');
  return `session:${scope?.corpId}:${scope?.agentId}:${hash}`;
}
