import { randomUUID } from 'node:crypto';
import type { Clock } from '../../platform/clock.js';
import type { Limits, Window } from './call-limits.js';
import {
  AGAIN_WITHIN_MS,
  CLOSED_MS,
  NARROWED_JUST_NOW_MS,
  WIDER_AFTER_MS,
  type Entry,
  type Turnstile,
} from './turnstile.js';

interface Gate {
  /** Pass and the time at which its holder is given up. */
  inside: Map<string, number>;
  closedUntil: number;
  narrowed: { parallel: number; at: number } | null;
}

/** For a deployment of one process, and for each of several while Redis is down. */
export class MemoryTurnstile implements Turnstile {
  private readonly gates = new Map<string, Gate>();
  private readonly counts = new Map<string, { window: number; calls: number }>();

  constructor(private readonly clock: Clock) {}

  async enter(limits: Limits, staleMs: number): Promise<Entry> {
    const gate = this.gate(limits);
    const now = this.clock.now();
    if (now < gate.closedUntil) return { kind: 'closed', until: gate.closedUntil };
    const spent = limits.windows.find((window) => this.count(window, now).calls >= window.most);
    if (spent) return { kind: 'closed', until: (this.count(spent, now).window + 1) * spent.ms };
    for (const [pass, goneAt] of gate.inside) if (goneAt <= now) gate.inside.delete(pass);
    if (gate.inside.size >= this.parallel(gate, limits, now)) return { kind: 'full' };
    for (const window of limits.windows) this.count(window, now).calls += 1;
    const pass = randomUUID();
    gate.inside.set(pass, now + staleMs);
    return { kind: 'in', pass };
  }

  async leave(limits: Limits, pass: string): Promise<void> {
    this.gate(limits).inside.delete(pass);
  }

  async close(limits: Limits): Promise<number> {
    const gate = this.gate(limits);
    const now = this.clock.now();
    if (now < gate.closedUntil) return gate.closedUntil;
    const again = now < gate.closedUntil + AGAIN_WITHIN_MS;
    gate.closedUntil = now + (again ? CLOSED_MS.again : CLOSED_MS.first);
    return gate.closedUntil;
  }

  async narrow(limits: Limits): Promise<void> {
    const gate = this.gate(limits);
    const now = this.clock.now();
    if (gate.narrowed && now < gate.narrowed.at + NARROWED_JUST_NOW_MS) return;
    gate.narrowed = { parallel: Math.max(1, Math.floor(this.parallel(gate, limits, now) / 2)), at: now };
  }

  private parallel({ narrowed }: Gate, limits: Limits, now: number): number {
    if (!narrowed) return limits.parallel;
    const steps = Math.floor((now - narrowed.at) / WIDER_AFTER_MS);
    return Math.min(limits.parallel, narrowed.parallel * 2 ** steps);
  }

  private count({ name, ms }: Window, now: number): { window: number; calls: number } {
    const window = Math.floor(now / ms);
    const found = this.counts.get(name);
    if (found?.window === window) return found;
    const count = { window, calls: 0 };
    this.counts.set(name, count);
    return count;
  }

  private gate({ name }: Limits): Gate {
    const found = this.gates.get(name);
    if (found) return found;
    const gate = { inside: new Map(), closedUntil: 0, narrowed: null };
    this.gates.set(name, gate);
    return gate;
  }
}
