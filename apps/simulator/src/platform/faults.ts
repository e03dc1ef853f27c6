import type { AccessTokens, DeadTokenErrcode, TokenLifetime } from './access-tokens.js';

import type { JsapiTickets, TicketOwner } from './jsapi-tickets.js';

/** What a call meets instead of an answer. */
export type CallFault =
  | { kind: 'errcode'; errcode: number }
  | { kind: 'http'; status: number; body: string }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' };

/** What the client's bridge does wrong. */
export type BridgeFault =
  /** The native side never calls back: the SDK has no deadline of its own (5.3, fact 8). */
  | { kind: 'silent'; name: string }
  /** The native side answers `<name>:<result>`, for example `fail_no permission`. */
  | { kind: 'result'; name: string; result: string };

interface PlannedCallFault {
  path: string;
  fault: CallFault;
  times: number;
}

/** Every way the platform can be told to misbehave. Used by tests, by the client page and by curl. */
export class Faults {
  private callFaults: PlannedCallFault[] = [];
  private bridgeFaults = new Map<string, BridgeFault>();

  constructor(
    private readonly accessTokens: AccessTokens,
    private readonly tickets: JsapiTickets,
  ) {}

  /** Ends the live token of one app before its time. */
  killToken(corpId: string, agentId: number, errcode: DeadTokenErrcode): void {
    this.accessTokens.kill(corpId, agentId, errcode);
  }

  /** Ends the corp's ticket, or one app's, before its time. */
  killTicket(owner: TicketOwner): void {
    this.tickets.kill(owner);
  }

  /** Tokens live longer or shorter from now on, and `expires_in` says so or something else. */
  tokenLifetime(lifetime: TokenLifetime): void {
    this.accessTokens.setLifetime(lifetime);
  }

  /** The next `times` calls of `path` (below /cgi-bin, like `/externalcontact/get`) meet `fault`. */
  nextCalls(path: string, fault: CallFault, times = 1): void {
    this.callFaults.push({ path, fault, times });
  }

  takeCallFault(path: string): CallFault | null {
    const planned = this.callFaults.find((candidate) => candidate.path === path);
    if (!planned) return null;
    planned.times -= 1;
    if (planned.times <= 0) this.callFaults = this.callFaults.filter((candidate) => candidate !== planned);
    return planned.fault;
  }

  bridge(fault: BridgeFault): void {
    this.bridgeFaults.set(fault.name, fault);
  }

  bridgeFault(name: string): BridgeFault | null {
    return this.bridgeFaults.get(name) ?? null;
  }

  clear(): void {
    this.callFaults = [];
    this.bridgeFaults.clear();
    this.accessTokens.setLifetime();
  }
}
