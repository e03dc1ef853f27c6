import { existsSync, readFileSync } from 'node:fs';

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

  /** @param succeeded whether the run as a whole did: one that broke before or beside its tests counts as a failure */
  addJestReport(file: string, succeeded: boolean): void {
    const report = readReport(file);
    this.addRun(
      succeeded,
      count(report['numPassedTests']),
      count(report['numFailedTests']) +
        count(report['numPendingTests']) +
        count(report['numTodoTests']) +
        count(report['numRuntimeErrorTestSuites']),
    );
  }

  /** A journey that passed at its second try has passed: Playwright names it as flaky. @param succeeded as above */
  addPlaywrightReport(file: string, succeeded: boolean): void {
    const stats = Object(readReport(file)['stats']);
    this.addRun(
      succeeded,
      count(stats.expected) + count(stats.flaky),
      count(stats.unexpected) + count(stats.skipped),
    );
  }

  private addRun(succeeded: boolean, passed: number, failed: number): void {
    const ranWell = succeeded && passed > 0;
    this.add(passed, ranWell ? failed : Math.max(failed, 1));
  }
}

/** Empty when whatever should have written it did not get that far. */
function readReport(file: string): Record<string, unknown> {
  const report: Record<string, unknown> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  return report;
}

function count(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}
