import type { Measured } from './callbacks/load.js';

let missed = 0;

/** How fast it is depends on the machine: said, and nothing more. */
export function aim(what: string, wanted: string, isMet: boolean): void {
  print(`    ${isMet ? '' : 'BELOW THE AIM: '}${what} (aim: ${wanted})`);
}

/** What is promised: a bench that misses one has failed. */
export function bar(what: string, wanted: string, isMet: boolean): void {
  if (!isMet) missed += 1;
  print(`    ${isMet ? '' : 'MISSED '}${what} (bar: ${wanted})`);
}

/** The last line, and the status of the program. */
export function conclude(): void {
  print(missed === 0 ? 'every bar is met' : `${missed} bars are missed`);
  process.exitCode = missed > 0 ? 1 : 0;
}

export function describe({ perSecond, p50, p99 }: Measured): string {
  return `${perSecond.toFixed(0)} a second, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms`;
}

/** Each figure by itself. */
export function medians(rounds: Measured[]): Measured {
  const of = (what: keyof Measured) => median(rounds.map((round) => round[what]));
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

export function median(figures: number[]): number {
  return figures.toSorted((one, other) => one - other)[Math.floor(figures.length / 2)] ?? Number.NaN;
}

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
