import type { Clock } from '../clock.js';
import type { RandomIds } from '../random.js';

const LIFETIME_S = 7200;

/** Whose ticket: the corp's (for `config`), or one app's (for `agentConfig`). */
export type TicketOwner = { corpId: string; agentId?: number };

/** JS-SDK tickets (1.2). One live ticket per owner. */
export class JsapiTickets {
  private readonly live = new Map<string, { ticket: string; expiresAt: number }>();

  constructor(
    private readonly clock: Clock,
    private readonly randomIds: RandomIds,
  ) {}

  issue(owner: TicketOwner): { ticket: string; expiresInS: number } {
    const ticket = this.current(owner);
    const expiresAt = this.live.get(keyOf(owner))?.expiresAt ?? 0;
    if (ticket) return { ticket, expiresInS: Math.ceil((expiresAt - this.clock.now()) / 1000) };
    const fresh = this.randomIds('', 86);
    this.live.set(keyOf(owner), { ticket: fresh, expiresAt: this.clock.now() + LIFETIME_S * 1000 });
    return { ticket: fresh, expiresInS: LIFETIME_S };
  }

  /** The platform may end a ticket before its time. */
  kill(owner: TicketOwner): void {
    this.live.delete(keyOf(owner));
  }

  current(owner: TicketOwner): string | null {
    const found = this.live.get(keyOf(owner));
    return found && found.expiresAt > this.clock.now() ? found.ticket : null;
  }
}

function keyOf({ corpId, agentId }: TicketOwner): string {
  return agentId === undefined ? corpId : `${corpId}/${agentId}`;
}
