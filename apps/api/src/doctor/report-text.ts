import { styleText } from 'node:util';
import type { CorpConfig } from '../config/app-config.js';
import type { Finding, Verdict } from './finding.js';
import { spoken, wordsOf, type Language } from './words/words.js';

const looks = {
  right: { mark: '✓', colour: 'green' },
  wrong: { mark: '✗', colour: 'red' },
  by_hand: { mark: '?', colour: 'yellow' },
  not_asked: { mark: '·', colour: 'gray' },
} as const satisfies Record<Verdict, object>;

/**
 * The report for a terminal, one line for each finding and one for what to do.
 * @param corps as declared: for their names
 */
export function reportText(
  findings: Finding[],
  corps: CorpConfig[],
  language: Language,
  isColoured: boolean,
): string[] {
  const words = wordsOf[language];
  const lines = [words.title];
  let heading = '';
  for (const finding of findings) {
    const next = headingOf(finding, corps, words.ofServer);
    if (next !== heading) lines.push('', next);
    heading = next;
    lines.push(...linesOf(finding, language, isColoured));
  }
  return lines;
}

function headingOf({ corpId, agentId }: Finding, corps: CorpConfig[], ofServer: string): string {
  if (corpId === null) return ofServer;
  const corp = corps.find((candidate) => candidate.corpId === corpId);
  const app = corp?.apps.find((candidate) => candidate.agentId === agentId);
  const ofCorp = `${corp?.name} (${corpId})`;
  return app ? `${ofCorp} → ${app.name} (${agentId})` : ofCorp;
}

function linesOf(finding: Finding, language: Language, isColoured: boolean): string[] {
  const { mark, colour } = looks[finding.verdict];
  const { verdicts, steps } = wordsOf[language];
  const { said, todo } = spoken(finding, language);
  const verdict = `${mark} ${verdicts[finding.verdict]}`;
  // Whether there is a terminal is for the caller to know.
  const shown = isColoured ? styleText(colour, verdict) : verdict;
  return [`  ${shown}  ${steps[finding.step]}: ${said}`, ...(todo ? [`      → ${todo}`] : [])];
}
