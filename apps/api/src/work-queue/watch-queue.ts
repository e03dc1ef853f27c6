import { Gauge, type Registry } from 'prom-client';
import { In, type FindOptionsWhere, type Repository } from 'typeorm';
import type { Clock } from '../platform/clock.js';
import type { QueuedWork } from './queued-work.js';

interface Watched {
  rows: Repository<QueuedWork>;
  corpIds: () => string[];
  /** Names and meanings of the two gauges. */
  oldest: { name: string; help: string };
  dead: { name: string; help: string };
}

/** Two gauges of a queue, by corp. They are asked of the database when somebody looks: all processes say the same. */
export function watchQueue(registry: Registry, clock: Clock, { rows, corpIds, oldest, dead }: Watched): void {
  const gauge = (named: Watched['oldest'], ask: (corpId: string) => Promise<number>) => {
    const made: Gauge<'corp'> = new Gauge({
      ...named,
      labelNames: ['corp'],
      registers: [registry],
      collect: async () => {
        made.reset();
        // Everything else can be watched without a database.
        await Promise.allSettled(corpIds().map(async (corp) => made.set({ corp }, await ask(corp))));
      },
    });
  };
  gauge(oldest, async (corpId) => {
    const where: FindOptionsWhere<QueuedWork> = { corpId, state: In(['waiting', 'working']) };
    const first = await rows.findOne({ select: { receivedAt: true }, where, order: { receivedAt: 'ASC' } });
    return first ? Math.max(0, (clock.now() - first.receivedAt) / 1000) : 0;
  });
  gauge(dead, (corpId) => rows.countBy({ corpId, state: 'dead' }));
}
