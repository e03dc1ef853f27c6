import { createHash, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { AppScope } from '@sidecard/contracts';
import * as z from 'zod';
import { SharedCache } from '../cache/shared-cache.js';
import { CLOCK, type Clock } from '../platform/clock.js';

/** How long somebody may take on WeCom's side. */
const LIFETIME_MS = 10 * 60 * 1000;

const loginSchema = z.object({ mark: z.string(), returnTo: z.string() });
const storedSchema = z.object({ ...loginSchema.shape, leftAt: z.number() });

/** A login that has left for WeCom and not come back yet. */
export type OpenLogin = z.infer<typeof loginSchema>;

/** OAuth `state`s: random, single use, and good only in the browser that left with them. */
@Injectable()
export class LoginStateStore {
  constructor(
    private readonly cache: SharedCache,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @returns the state: letters and digits only, as the platform demands (4.1) */
  async open(app: AppScope, browser: string, login: OpenLogin): Promise<string> {
    const state = randomBytes(24).toString('hex');
    await this.cache.set(keyOf(app, browser, state), { ...login, leftAt: this.clock.now() }, LIFETIME_MS);
    return state;
  }

  /** Null for a state that is unknown, used, too old, of another app or of another browser. */
  async close(app: AppScope, browser: string, state: string): Promise<OpenLogin | null> {
    const key = keyOf(app, browser, state);
    const stored = storedSchema.safeParse(await this.cache.take(key));
    if (!stored.success) return null;
    const { leftAt, ...login } = stored.data;
    return this.clock.now() - leftAt <= LIFETIME_MS ? login : null;
  }
}

function keyOf({ corpId, agentId }: AppScope, browser: string, state: string): string {
  const hash = createHash('sha256').update(`${browser}.${state}`).digest('base64url');
  return `login_state:${corpId}:${agentId}:${hash}`;
}
