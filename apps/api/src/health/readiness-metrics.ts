import { Inject, Injectable } from '@nestjs/common';
import { Gauge, type Registry } from 'prom-client';
import { METRICS } from '../platform/metrics.js';
import { lacks, Readiness } from './readiness.js';

/** What /health/ready says, for those who draw it. Looked at when somebody asks. */
@Injectable()
export class ReadinessMetrics {
  constructor(@Inject(METRICS) registry: Registry, readiness: Readiness) {
    const gauge: Gauge<'what'> = new Gauge({
      name: 'sidecard_waiting_for',
      help: '1 for what this process lacks for its work, 0 for what it has; see /health/ready',
      labelNames: ['what'],
      registers: [registry],
      collect: async () => {
        const waitingFor = await readiness.waitingFor();
        for (const what of lacks) gauge.set({ what }, waitingFor.includes(what) ? 1 : 0);
      },
    });
  }
}
