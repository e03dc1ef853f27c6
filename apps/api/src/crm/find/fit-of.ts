import { spells } from './spelling.js';

/** How well something fits what is typed: the less the better. */
export const EQUAL = 0;
export const BEGINS = 1;
export const CONTAINS = 2;
export const NOT = 3;

/** What is typed, as it is compared. */
export interface SoughtText {
  plain: string;
  /** Null for what can't be how something is spelled. */
  letters: string | null;
}

export function soughtText(typed: string): SoughtText {
  const folded = plain(typed);
  const mayBeSpelled = /^[a-z0-9]+$/.test(folded) && /[a-z]/.test(folded);
  return { plain: folded, letters: mayBeSpelled ? folded : null };
}

/** The best fit of all. @param called what it is called: found also as it is spelled. @param said found as it is written */
export function fitOf({ plain: text, letters }: SoughtText, called: string[], said: string[]): number {
  const names = called.map(plain);
  return Math.min(
    NOT,
    ...[...names, ...said.map(plain)].map((words) => placeIn(words, text)),
    ...(letters ? names.map((words) => spelledIn(words, letters)) : []),
  );
}

export function placeIn(words: string, text: string): number {
  if (words === text) return EQUAL;
  if (words.startsWith(text)) return BEGINS;
  return words.includes(text) ? CONTAINS : NOT;
}

function spelledIn(words: string, letters: string): number {
  const signs = Array.from(words);
  const at = signs.findIndex((_sign, from) => spells(letters, signs, from));
  if (at < 0) return NOT;
  return at === 0 ? BEGINS : CONTAINS;
}

/** Letter case, full-width signs, spaces and punctuation are typed one way and noted another. */
function plain(words: string): string {
  const folded = words.normalize('NFKC').toLowerCase();
  return folded.replace(/[\s\p{P}]/gu, '') || folded;
}
