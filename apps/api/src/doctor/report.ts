import type { DoctorReport } from '@sidecard/contracts';
import { isWrong, type Finding } from './finding.js';
import { spoken } from './words/words.js';

/** The report for programs and for supervisors. @param at when somebody looked, ms since 1970 */
export function reportOf(findings: Finding[], at: number): DoctorReport {
  return {
    at: new Date(at).toISOString(),
    isRight: !findings.some(isWrong),
    findings: findings.map((finding) => {
      const [zh, en] = [spoken(finding, 'zh'), spoken(finding, 'en')];
      return {
        ...finding,
        said: { zh: zh.said, en: en.said },
        todo: zh.todo === null || en.todo === null ? null : { zh: zh.todo, en: en.todo },
      };
    }),
  };
}
