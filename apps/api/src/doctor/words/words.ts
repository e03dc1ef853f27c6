import type { Facts, Finding } from '../finding.js';
import type { DoctorWords } from './doctor-words.js';
import { en } from './en.js';
import { zh } from './zh.js';

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
