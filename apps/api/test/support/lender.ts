import { setTimeout } from 'node:timers/promises';
import { Registry } from 'prom-client';
import { createLogger } from '../../src/platform/logger.js';
import type { Credential, Lent } from '../../src/wecom/credentials/credential.js';
import { CredentialEngine } from '../../src/wecom/credentials/credential-engine.js';
import type { CredentialStore } from '../../src/wecom/credentials/credential-store.js';
import type { WecomOutcome } from '../../src/wecom/errcodes.js';
import { WecomError } from '../../src/wecom/wecom-error.js';
import { WecomMetrics } from '../../src/wecom/wecom-metrics.js';
import type { SharedState } from './shared-state.js';
import { testTimings } from './config.js';

/** What the platform lends, as the test wants it: by default `token 1`, `token 2`, … for two hours each. */
export class Lender {
  fetches = 0;
  next: () => Promise<Lent> | Lent = () => ({ value: `token ${this.fetches}`, expiresInS: 7_200 });
  readonly credential: Credential = {
    kind: 'access_token',
    corpId: 'wwtest',
    agentId: 1,
    key: 'access_token:wwtest:1:abcd1234',
    path: '/gettoken',
    fetch: async () => {
      this.fetches += 1;
      return this.next();
    },
  };
}

/** The engine of one more process of the same deployment. */
export function anotherEngine(
  { clock, credentials }: SharedState,
  store: CredentialStore = credentials,
): CredentialEngine {
  const timings = { ...testTimings, patienceMs: 300 };
  const metrics = new WecomMetrics(new Registry());
  return new CredentialEngine(store, clock, timings, metrics, createLogger('silent'));
}

export const refusal = (outcome: WecomOutcome, errcode: number) => () => {
  throw new WecomError(outcome, '/gettoken', errcode, 'refused');
};

const QUIET_MS = 120;

/** Lets whatever goes on behind come to its end: some time in which nothing has held us up, however busy the machine is. */
export async function settled(): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const begun = performance.now();
    await setTimeout(QUIET_MS);
    if (performance.now() - begun < QUIET_MS * 1.25) return;
  }
}
