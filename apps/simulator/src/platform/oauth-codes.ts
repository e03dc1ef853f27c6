import type { Clock } from '../clock.js';
import type { RandomIds } from '../random.js';

export type Visitor =
  | { kind: 'member'; userId: string }
  /** Somebody who is no member; `externalUserId` only if the corp knows them as a customer. */
  | { kind: 'outsider'; openId: string; externalUserId: string | null };

interface IssuedCode {
  corpId: string;
  redirectHost: string;
  visitor: Visitor;
  /** Milliseconds since 1970. */
  issuedAt: number;
}

const LIFETIME_MS = 5 * 60 * 1000;

/** OAuth codes: single use, five minutes (1.3). */
export class OauthCodes {
  private readonly open = new Map<string, IssuedCode>();

  constructor(
    private readonly clock: Clock,
    private readonly randomIds: RandomIds,
  ) {}

  issue(corpId: string, redirectHost: string, visitor: Visitor): string {
    const code = this.randomIds('', 43);
    this.open.set(code, { corpId, redirectHost, visitor, issuedAt: this.clock.now() });
    return code;
  }

  /** Null for a code that is unknown, used, too old or of another corp. Asking uses it up. */
  redeem(corpId: string, code: string): IssuedCode | null {
    const found = this.open.get(code);
    if (!found || found.corpId !== corpId) return null;
    this.open.delete(code);
    return this.clock.now() - found.issuedAt <= LIFETIME_MS ? found : null;
  }
}
