import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Tally } from '../src/testing/tally.js';

let folder: string;
let tally: Tally;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sidecard-tally-'));
  tally = new Tally();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const counted = () => ({ passed: tally.passed, failed: tally.failed });

function report(content: object): string {
  const file = join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(content));
  return file;
}

const jest = (counts: object) => ({
  numPassedTests: 0,
  numFailedTests: 0,
  numPendingTests: 0,
  numTodoTests: 0,
  numRuntimeErrorTestSuites: 0,
  ...counts,
});
const playwright = (counts: object) => ({
  stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0, ...counts },
});

describe('the tally', () => {
  it('counts checks', () => {
    tally.check(true);
    tally.check(false);
    tally.add(3, 0);

    expect(counted()).toEqual({ passed: 4, failed: 1 });
  });

  it('counts what passed and what did not, and a skipped test as not passed', () => {
    tally.addJestReport(report(jest({ numPassedTests: 5, numPendingTests: 1, numFailedTests: 2 })), false);
    tally.addPlaywrightReport(report(playwright({ expected: 3, skipped: 1, flaky: 1 })), false);

    expect(counted()).toEqual({ passed: 9, failed: 4 });
  });

  it.each([
    [
      'that failed although no test did',
      () => tally.addJestReport(report(jest({ numPassedTests: 5 })), false),
      5,
    ],
    ['that could not begin', () => tally.addPlaywrightReport(report(playwright({})), false), 0],
    ['that ran nothing at all', () => tally.addPlaywrightReport(report(playwright({})), true), 0],
    ['that left no report', () => tally.addJestReport(join(folder, 'nowhere.json'), false), 0],
    ['that left a report of another kind', () => tally.addPlaywrightReport(report({}), true), 0],
  ])('counts a run %s as one failure', (_what, add, passed) => {
    add();

    expect(counted()).toEqual({ passed, failed: 1 });
  });
});
