import { Inject, Injectable } from '@nestjs/common';
import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { METRICS } from '../platform/metrics.js';
import type { Credential } from './credentials/credential.js';

const SECONDS = [0.01, 0.03, 0.1, 0.3, 1, 3, 10];

/** How often a credential was asked for. Counted as plain numbers: a look at a fresh one takes nanoseconds. */
interface Reads {
  credential: { kind: string; corpId: string };
  hits: number;
  misses: number;
}

/** What can be watched of our talk with the platform. Labels are corp ids, paths and our own words: never a person. */
@Injectable()
export class WecomMetrics {
  readonly calls: Counter<'corp' | 'path' | 'outcome'>;
  readonly callSeconds: Histogram<'path'>;
  readonly refreshes: Counter<'corp' | 'kind' | 'reason'>;
  readonly lockWaits: Histogram<'kind'>;
  readonly gateClosings: Counter<'corp' | 'path'>;

  constructor(@Inject(METRICS) private readonly registry: Registry) {
    const registers = [registry];
    this.calls = new Counter({
      name: 'sidecard_wecom_calls_total',
      help: 'Tries of calls to the platform, by what they came to; a token replaced on the way is no try of its own',
      labelNames: ['corp', 'path', 'outcome'],
      registers,
    });
    this.callSeconds = new Histogram({
      name: 'sidecard_wecom_call_seconds',
      help: 'How long an attempt took',
      labelNames: ['path'],
      buckets: SECONDS,
      registers,
    });
    this.refreshes = new Counter({
      name: 'sidecard_credential_refreshes_total',
      help: 'Fetches of tokens and tickets: cold, soft (renewed behind), rejected (the platform refused the one we had)',
      labelNames: ['corp', 'kind', 'reason'],
      registers,
    });
    this.lockWaits = new Histogram({
      name: 'sidecard_credential_lock_wait_seconds',
      help: 'How long a flight waited for the lock, or for what somebody else was fetching',
      labelNames: ['kind'],
      buckets: SECONDS,
      registers,
    });
    this.gateClosings = new Counter({
      name: 'sidecard_wecom_gate_closings_total',
      help: 'Refusals for asking too often (45009)',
      labelNames: ['corp', 'path'],
      registers,
    });
  }

  /** @param all how it stands with every credential of this process */
  watchStates(all: () => { credential: Credential; state: string }[]): void {
    const gauge = new Gauge({
      name: 'sidecard_credential_state',
      help: '1 for the state a token or ticket is in: fresh, soft, degraded, none, negative, stuck (docs/tokens.md)',
      labelNames: ['corp', 'agent', 'kind', 'state'],
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const { credential, state } of all()) {
          const { corpId: corp, agentId, kind } = credential;
          gauge.set({ corp, agent: agentId ?? '', kind, state }, 1);
        }
      },
    });
  }

  /** @param all every credential of this process, counted from the start */
  watchCredentials(all: () => Iterable<Reads>): void {
    const gauge = new Gauge({
      name: 'sidecard_credential_reads',
      help: 'How often a token or ticket was asked for since the start: hit in memory, miss. Their ratio is the hit ratio',
      labelNames: ['corp', 'kind', 'result'],
      registers: [this.registry],
      collect: () => {
        gauge.reset();
        for (const { credential, hits, misses } of all()) {
          const labels = { corp: credential.corpId, kind: credential.kind };
          gauge.inc({ ...labels, result: 'hit' }, hits);
          gauge.inc({ ...labels, result: 'miss' }, misses);
        }
      },
    });
  }
}
