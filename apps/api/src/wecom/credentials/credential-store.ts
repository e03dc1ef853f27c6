import type { Kept, Trouble } from './credential.js';

/** Injection token of the `CredentialStore`. */
export const CREDENTIAL_STORE = Symbol('CredentialStore');

/** The right to fetch, until it is given back or its lease ends. */
export interface Lock {
  owner: string;
  /** Higher than that of anybody who was here before. */
  generation: number;
}

/**
 * Where the processes of a deployment share credentials. In process and on Redis; one contract suite runs over both
 * (`test/credential-store.spec.ts`). Keys are the engine's.
 * @throws RedisDownError from every method, when the store can't be asked: never to be taken for "nothing there"
 */
export interface CredentialStore {
  read(key: string): Promise<{ kept: Kept | null; trouble: Trouble | null }>;
  /** Null while somebody else has the lock. */
  lock(key: string, leaseMs: number): Promise<Lock | null>;
  /** Ours alone: a lock whose lease has ended and that is somebody else's now stays theirs. */
  unlock(key: string, lock: Lock): Promise<void>;
  /** @returns false when a newer generation is there: then nothing is written */
  write(key: string, kept: Kept, ttlMs: number): Promise<boolean>;
  remember(key: string, trouble: Trouble, ttlMs: number): Promise<void>;
}
