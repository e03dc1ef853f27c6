import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { Clock } from '../clock.js';

const whole = z.int().min(0);

/** What chapter 3 allows, unless somebody wants it otherwise. */
export const limitSettingsSchema = z.object({
  /** Calls of one path by one corp. */
  perMinute: whole.default(10_000),
  perHour: whole.default(150_000),
  /** Calls of one path by one corp that may be under way together. Not published; 5 is what people report. */
  concurrency: whole.default(5),
  /** JS-SDK tickets of either kind. */
  corpTicketsPerHour: whole.default(400),
  appTicketsPerHour: whole.default(100),
  /** How long a call takes, in real milliseconds. Calls that take no time at all never meet each other. */
  answerMs: whole.default(1),
});

export type LimitSettings = z.infer<typeof limitSettingsSchema>;

type LimitErrcode = 45009 | 45033;

/** A call that has come in. */
export interface Passage {
  refusedWith: LimitErrcode | null;
  /** The call takes its time. */
  work(): Promise<void>;
  /** The call is over. Saying so twice does no harm. */
  leave(): void;
}

interface Window {
  /** Milliseconds since 1970. */
  until: number;
  count: number;
  banned: boolean;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const TICKETS = ['/get_jsapi_ticket', '/ticket/get'];

/** Nothing is published for the first; codes that are good are not counted by the second (1.3), nor are bad ones here. */
const UNLIMITED = ['/gettoken', '/auth/getuserinfo'];

/** How much the platform puts up with (chapter 3). Switched off until somebody asks for it. */
export class Limits {
  /** How often somebody has been refused. */
  readonly provoked: Record<LimitErrcode, number> = { 45009: 0, 45033: 0 };

  private settings: LimitSettings | null = null;
  private readonly windows = new Map<string, Window>();
  private readonly underWay = new Map<string, number>();

  constructor(private readonly clock: Clock) {}

  /** Counting begins anew. */
  switchOn(settings: z.input<typeof limitSettingsSchema> = {}): void {
    this.switchOff();
    this.settings = limitSettingsSchema.parse(settings);
  }

  switchOff(): void {
    this.settings = null;
    this.windows.clear();
    Object.assign(this.provoked, { 45009: 0, 45033: 0 });
  }

  /** Null while everything is allowed. */
  current(): LimitSettings | null {
    return this.settings;
  }

  enter(path: string, { corpId, agentId }: { corpId: string | null; agentId: number | null }): Passage {
    const { settings } = this;
    if (!settings || !corpId || UNLIMITED.includes(path)) return freePassage;
    if (!this.isWithinCounts(settings, path, corpId, agentId)) return this.refuse(45009);
    const key = `${corpId} ${path}`;
    const underWay = this.underWay.get(key) ?? 0;
    if (underWay >= settings.concurrency) return this.refuse(45033);
    this.underWay.set(key, underWay + 1);
    let inside = true;
    return {
      refusedWith: null,
      work: () => wait(settings.answerMs),
      leave: () => {
        if (inside) this.underWay.set(key, (this.underWay.get(key) ?? 1) - 1);
        inside = false;
      },
    };
  }

  private isWithinCounts(
    settings: LimitSettings,
    path: string,
    corpId: string,
    agentId: number | null,
  ): boolean {
    const counts: [key: string, limit: number, lengthMs: number][] = [
      [`minute ${corpId} ${path}`, settings.perMinute, MINUTE_MS],
      [`hour ${corpId} ${path}`, settings.perHour, HOUR_MS],
    ];
    if (TICKETS.includes(path))
      counts.push(
        [`tickets ${corpId}`, settings.corpTicketsPerHour, HOUR_MS],
        [`tickets ${corpId} ${agentId}`, settings.appTicketsPerHour, HOUR_MS],
      );
    return counts.every((count) => this.take(...count));
  }

  /** A window begins with its first call. Whoever fills it is shut out for as long as it is (chapter 3). */
  private take(key: string, limit: number, lengthMs: number): boolean {
    const now = this.clock.now();
    const last = this.windows.get(key);
    const window = last && last.until > now ? last : { until: now + lengthMs, count: 0, banned: false };
    this.windows.set(key, window);
    if (window.banned) return false;
    window.count += 1;
    if (window.count <= limit) return true;
    window.banned = true;
    window.until = now + lengthMs;
    return false;
  }

  private refuse(errcode: LimitErrcode): Passage {
    this.provoked[errcode] += 1;
    return { ...freePassage, refusedWith: errcode };
  }
}

const freePassage: Passage = { refusedWith: null, work: async () => {}, leave: () => {} };
