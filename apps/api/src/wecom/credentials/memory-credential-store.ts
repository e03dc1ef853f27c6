import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock.js';
import type { Kept, Trouble } from './credential.js';
import type { CredentialStore, Lock } from './credential-store.js';

interface Entry {
  generation: number;
  kept: Kept | null;
  trouble: { record: Trouble; goneAt: number } | null;
  lock: { owner: string; endsAt: number } | null;
}

/** For a deployment of one process. Never down. */
export class MemoryCredentialStore implements CredentialStore {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly clock: Clock) {}

  async read(key: string): Promise<{ kept: Kept | null; trouble: Trouble | null }> {
    const { kept, trouble } = this.entry(key);
    return { kept, trouble: trouble && trouble.goneAt > this.clock.now() ? trouble.record : null };
  }

  async lock(key: string, leaseMs: number): Promise<Lock | null> {
    const entry = this.entry(key);
    if (entry.lock && entry.lock.endsAt > this.clock.now()) return null;
    entry.generation = Math.max(entry.generation, entry.kept?.generation ?? 0) + 1;
    const owner = randomUUID();
    entry.lock = { owner, endsAt: this.clock.now() + leaseMs };
    return { owner, generation: entry.generation };
  }

  async unlock(key: string, { owner }: Lock): Promise<void> {
    const entry = this.entry(key);
    if (entry.lock?.owner === owner) entry.lock = null;
  }

  async write(key: string, kept: Kept): Promise<boolean> {
    const entry = this.entry(key);
    if (entry.kept && entry.kept.generation >= kept.generation) return false;
    entry.kept = kept;
    return true;
  }

  async remember(key: string, record: Trouble, ttlMs: number): Promise<void> {
    this.entry(key).trouble = { record, goneAt: this.clock.now() + ttlMs };
  }

  private entry(key: string): Entry {
    const found = this.entries.get(key);
    if (found) return found;
    const entry = { generation: 0, kept: null, trouble: null, lock: null };
    this.entries.set(key, entry);
    return entry;
  }
}
