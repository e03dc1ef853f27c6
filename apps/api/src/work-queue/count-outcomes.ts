import { Counter, Histogram, type Registry } from 'prom-client';
import type { QueuedWork } from './queued-work.js';

interface Counted<Outcome extends string> {
  /** Names and meanings of the two metrics. */
  outcomes: { name: string; help: string };
  /** `buckets` in seconds. */
  seconds: { name: string; help: string; buckets: number[] };
  /** After which it was worth the time. */
  success: NoInfer<Outcome>;
}

/** To be called once for each row and outcome. @param now ms since 1970 */
export type Outcomes<Outcome extends string> = (
  row: Pick<QueuedWork, 'corpId' | 'kind' | 'receivedAt'>,
  outcome: Outcome,
  now: number,
) => void;

/**
 * What becomes of the rows of a queue, by corp and kind, and how long it took from their arrival until they succeeded.
 */
export function countOutcomes<Outcome extends string>(
  registry: Registry,
  { outcomes, seconds, success }: Counted<Outcome>,
): Outcomes<Outcome> {
  const registers = [registry];
  const counter = new Counter({ ...outcomes, labelNames: ['corp', 'kind', 'outcome'], registers });
  const histogram = new Histogram({ ...seconds, registers });
  return ({ corpId, kind, receivedAt }, outcome, now) => {
    counter.inc({ corp: corpId, kind, outcome });
    if (outcome === success) histogram.observe((now - receivedAt) / 1000);
  };
}
