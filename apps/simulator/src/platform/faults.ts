import type { Callbacks, Duplicates } from '../callbacks/callbacks.js';
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
  /** The native side answers `<name>:<result>`, for example `fail_no permission`, once `after` calls have gone well. */
  | { kind: 'result'; name: string; result: string; after?: number }
  /** … does right again. */
  | { kind: 'none'; name: string };

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
    private readonly callbacks: Callbacks,
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

  takeBridgeFault(name: string): BridgeFault | null {
    const fault = this.bridgeFaults.get(name);
    if (fault?.kind !== 'result' || !fault.after) return fault ?? null;
    this.bridgeFaults.set(name, { ...fault, after: fault.after - 1 });
    return null;
  }

  /** Each event is called back `times` times. */
  duplicateCallbacks(duplicates: Duplicates): void {
    this.callbacks.duplicate(duplicates);
  }

  /** Events happen, and nobody is called back yet. */
  holdCallbacks(): void {
    this.callbacks.hold();
  }

  /** The held events go out, as they happened or in another order. */
  releaseCallbacks(order: 'kept' | 'shuffled' = 'kept'): void {
    this.callbacks.release(order);
  }

  clear(): void {
    this.callbacks.duplicate();
    this.callbacks.release();
    this.callFaults = [];
    this.bridgeFaults.clear();
    this.accessTokens.setLifetime();
  }
}
