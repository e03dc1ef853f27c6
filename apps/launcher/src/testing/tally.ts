import { readFileSync } from 'node:fs';

/** How many passed and failed, over everything that was run. A test that was skipped has not passed. */
export class Tally {
  passed = 0;
  failed = 0;

  add(passed: number, failed: number): void {
    this.passed += passed;
    this.failed += failed;
  }

  check(passed: boolean): void {
    this.add(passed ? 1 : 0, passed ? 0 : 1);
  }

  /** @returns false when there is no report: whatever should have written it did not get that far */
  addJestReport(file: string): void {
    const report = readReport(file);
    this.add(
      count(report['numPassedTests']),
      count(report['numFailedTests']) +
        count(report['numPendingTests']) +
        count(report['numTodoTests']) +
        count(report['numRuntimeErrorTestSuites']),
    );
  }

  addPlaywrightReport(file: string): void {
    const stats = Object(readReport(file)['stats']);
    this.add(count(stats.expected), count(stats.unexpected) + count(stats.flaky) + count(stats.skipped));
  }
}

function readReport(file: string): Record<string, unknown> {
  const report: Record<string, unknown> = JSON.parse(readFileSync(file, 'utf8'));
  return report;
}

function count(value: unknown): number {
  if (typeof value !== 'number') throw new Error('a test report is not what it used to be');
  return value;
}
