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

/** How long tokens live, and what the platform says of it. It has said absurd things. */
export interface TokenLifetime {
  seconds: number;
  /** In the place of the truth; null leaves `expires_in` out. */
  said?: unknown;
}

const USUAL: TokenLifetime = { seconds: 7200 };

/** Access tokens, one live token per app: asking again while it is valid returns the same one (1.1). */
export class AccessTokens {
  private readonly issued = new Map<string, IssuedToken>();
  private lifetime = USUAL;

  constructor(
    private readonly clock: Clock,
    private readonly randomIds: RandomIds,
  ) {}

  /** From the next token on. */
  setLifetime(lifetime = USUAL): void {
    this.lifetime = lifetime;
  }

  issue(corp: Corp, app: App): { token: string; expiresInS: unknown } {
    const live = this.findLive(corp.corpId, app.agentId);
    if (live) return { token: live[0], expiresInS: this.say((live[1].expiresAt - this.clock.now()) / 1000) };
    const token = this.randomIds('', 128);
    this.issued.set(token, {
      corpId: corp.corpId,
      agentId: app.agentId,
      expiresAt: this.clock.now() + this.lifetime.seconds * 1000,
      killedWith: null,
    });
    return { token, expiresInS: this.say(this.lifetime.seconds) };
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
    for (let live = this.findLive(corpId, agentId); live; live = this.findLive(corpId, agentId))
      live[1].killedWith = errcode;
  }

  private say(seconds: number): unknown {
    const { said } = this.lifetime;
    if (said === undefined) return Math.ceil(seconds);
    return said ?? undefined;
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
