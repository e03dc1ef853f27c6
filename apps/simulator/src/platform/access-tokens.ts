import type { Clock } from '../clock.js';
import type { RandomIds } from '../random.js';
import type { App, Corp } from '../world/world.js';

/** How the platform says that a token is no good. Which of the two it says is its own choice (chapter 2). */
export type DeadTokenErrcode = 40014 | 42001;

interface IssuedToken {
  corpId: string;
  agentId: number;
  /** Milliseconds since 1970. */
  expiresAt: number;
  killedWith: DeadTokenErrcode | null;
}

export type TokenCheck =
  { valid: true; corpId: string; agentId: number } | { valid: false; errcode: DeadTokenErrcode };

const LIFETIME_S = 7200;

/** Access tokens, one live token per app: asking again while it is valid returns the same one (1.1). */
export class AccessTokens {
  private readonly issued = new Map<string, IssuedToken>();

  constructor(
    private readonly clock: Clock,
    private readonly randomIds: RandomIds,
  ) {}

  issue(corp: Corp, app: App): { token: string; expiresInS: number } {
    const live = this.findLive(corp.corpId, app.agentId);
    if (live) return { token: live[0], expiresInS: Math.ceil((live[1].expiresAt - this.clock.now()) / 1000) };
    const token = this.randomIds('', 128);
    this.issued.set(token, {
      corpId: corp.corpId,
      agentId: app.agentId,
      expiresAt: this.clock.now() + LIFETIME_S * 1000,
      killedWith: null,
    });
    return { token, expiresInS: LIFETIME_S };
  }

  check(token: string): TokenCheck {
    const found = this.issued.get(token);
    if (!found) return { valid: false, errcode: 40014 };
    if (found.killedWith) return { valid: false, errcode: found.killedWith };
    if (found.expiresAt <= this.clock.now()) return { valid: false, errcode: 42001 };
    return { valid: true, corpId: found.corpId, agentId: found.agentId };
  }

  /** Whose token this is or was, dead or alive. */
  owner(token: string): { corpId: string; agentId: number } | null {
    const found = this.issued.get(token);
    return found ? { corpId: found.corpId, agentId: found.agentId } : null;
  }

  /** The platform may end a token before its time. From now on it is refused with `errcode`. */
  kill(corpId: string, agentId: number, errcode: DeadTokenErrcode): void {
    const live = this.findLive(corpId, agentId);
    if (live) live[1].killedWith = errcode;
  }

  private findLive(corpId: string, agentId: number): [string, IssuedToken] | undefined {
    return [...this.issued].find(
      ([, token]) =>
        token.corpId === corpId &&
        token.agentId === agentId &&
        !token.killedWith &&
        token.expiresAt > this.clock.now(),
    );
  }
}
