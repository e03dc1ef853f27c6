import { findingOf, type About, type Finding, type Said, type Step } from './finding.js';

/** One thing to look at. */
export interface Check {
  step: Step;
  /** What has to be right before it says anything: one mistake must not look like several. */
  needs: Step[];
  run: () => Said | Promise<Said>;
}

/**
 * One check after the other. What needs something that is wrong is not asked, and says because of what.
 * @param known findings of earlier checks, about what this is part of
 */
export async function carryOut(
  about: About,
  checks: Check[],
  known: readonly Finding[] = [],
): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const { step, needs, run } of checks) {
    const because = needs
      .map((need) => obstacleAt(need, [...known, ...found]))
      .find((obstacle) => obstacle !== null && obstacle !== step);
    const said = because ? notAsked(because) : await run();
    found.push(findingOf(about, step, said));
  }
  return found;
}

export function notAsked(because: string): Said {
  return { code: 'not_asked', facts: { because } };
}

/** The step that is wrong, which may be one that this one has been waiting for itself. */
function obstacleAt(need: Step, findings: readonly Finding[]): string | null {
  const finding = findings.find(({ step }) => step === need);
  if (finding?.verdict === 'wrong') return need;
  return finding?.facts['because'] ?? null;
}
