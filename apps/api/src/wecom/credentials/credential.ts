import type { WecomOutcome } from '../errcodes.js';

/** What the platform lends us for a while. */
export type CredentialKind = 'access_token' | 'corp_ticket' | 'agent_ticket';

/** One thing to keep, and how to fetch it. */
export interface Credential {
  kind: CredentialKind;
  corpId: string;
  /** Null for what belongs to the corp as a whole. */
  agentId: number | null;
  /** Its kind, its corp, its agent where it belongs to one, and a fingerprint of the secret. Never a secret. */
  key: string;
  /** Where it is fetched, below /cgi-bin: for the log and for errors. */
  path: string;
  /** @throws WecomError */
  fetch(): Promise<Lent>;
}

export interface Lent {
  value: string;
  /** Seconds, as the platform says it; it has said absurd things. */
  expiresInS: unknown;
}

/** A credential as it is kept. Times are milliseconds since 1970. */
export interface Kept {
  value: string;
  /** Counts the fetches of this key over all processes. An older one never overwrites a newer one. */
  generation: number;
  /** Read before the request went out. */
  fetchedAt: number;
  /** From here on it is renewed behind. */
  softUntil: number;
  /** From here on it is not used any more. */
  hardUntil: number;
  /** When the platform gives it up, as far as it has said so. */
  endsAt: number;
}

/** Why nothing is fetched for a while. */
export interface Trouble {
  kind:
    /** Our set-up is wrong, or we are locked out: only time or an administrator helps. */
    | 'negative'
    /** A fetch has failed for good, all its tries included, but may work in a moment. */
    | 'failing'
    /** The platform refuses what it has just given out. */
    | 'stuck';
  /** What callers are told meanwhile. */
  outcome: WecomOutcome;
  errcode: number | null;
  /** Milliseconds since 1970. */
  until: number;
  /** How many times in a row; the pause doubles. */
  streak: number;
}

/** A value the platform has refused, and how it said so. */
export interface Rejected {
  value: string;
  errcode: number;
}
