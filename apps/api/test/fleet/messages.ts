import type { AppScope } from '@sidecard/contracts';
import type { AppConfig } from '../../src/config/app-config.js';

/** What the fleet asks one of its processes. */
export type Order =
  /** Begin anew, as if just started. */
  | { kind: 'open'; config: AppConfig }
  /** So many calls at the same time. */
  | { kind: 'calls'; app: AppScope; userId: string; count: number }
  | { kind: 'contact'; app: AppScope; externalUserId: string }
  | { kind: 'sign'; app: AppScope; url: string }
  | { kind: 'look' }
  /** Its clock stands still at this time, or goes with the machine's. Milliseconds since 1970. */
  | { kind: 'clock'; at: number | null };

/** How one call ended. */
export type Ending =
  { answered: true; name: string } | { answered: false; outcome: string; errcode: number | null };

export interface Signature {
  timestamp: number;
  nonceStr: string;
  signature: string;
}

export interface Report {
  endings?: Ending[];
  signatures?: { config: Signature; agentConfig: Signature };
  /** What an operator sees: credential states and metrics. */
  seen?: string;
}
