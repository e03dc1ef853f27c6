import type { DoctorCode, Facts, Finding, Step, Verdict } from '../finding.js';
import { en } from './en.js';
import { zh } from './zh.js';

/** Everything the doctor says in one language. `{…}` stands for a fact of the finding. */
export interface DoctorWords {
  title: string;
  ofServer: string;
  /** Added where the platform was not asked again. */
  remembered: string;
  verdicts: Record<Verdict, string>;
  steps: Record<Step, string>;
  codes: Record<
    DoctorCode,
    {
      said: string;
      /** What to do about it, where there is something to do. */
      todo: string | null;
    }
  >;
}

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

export const wordsOf: Record<Language, DoctorWords> = { zh, en };

/** What a finding says, and what to do about it. */
export function spoken({ code, facts }: Finding, language: Language): { said: string; todo: string | null } {
  const words = wordsOf[language];
  const { said, todo } = words.codes[code];
  const because = Object.entries(words.steps).find(([step]) => step === facts['because'])?.[1];
  const all = because ? { ...facts, because } : facts;
  return {
    said: filled(said, all) + (facts['askAgainAt'] ? filled(words.remembered, all) : ''),
    todo: todo === null ? null : filled(todo, all),
  };
}

function filled(text: string, facts: Facts): string {
  return text.replaceAll(/\{(\w+)\}/g, (place, name: string) => facts[name] ?? place);
}
