import PQueue from 'p-queue';

export interface Measured {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

/** Does something so many times, with as many at a time, and measures each. */
export async function measure(tasks: (() => Promise<void>)[], atATime: number): Promise<Measured> {
  const tookMs: number[] = [];
  const queue = new PQueue({ concurrency: atATime });
  const begun = performance.now();
  await queue.addAll(
    tasks.map((task) => async () => {
      const at = performance.now();
      await task();
      tookMs.push(performance.now() - at);
    }),
  );
  const seconds = (performance.now() - begun) / 1000;
  const sorted = tookMs.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  return { perSecond: tasks.length / seconds, p50: at(0.5), p99: at(0.99) };
}
