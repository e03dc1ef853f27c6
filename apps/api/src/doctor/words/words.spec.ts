import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { codes } from '../finding.js';
import { languages, wordsOf } from './words.js';

const page = readFileSync(new URL('../../../../../docs/doctor.md', import.meta.url), 'utf8');
const [inEnglish = '', inChinese = ''] = page.split('## 中文');
const tables = { zh: inChinese, en: inEnglish };

/** Code, words, what to do. The second column is WeCom's errcode. */
function rowsOf(table: string): string[] {
  return table.split('\n').flatMap((line) => {
    const [, code = '', , said, todo] = line.split('|').map((cell) => cell.trim());
    return /^`\w+`$/.test(code) ? [[code, said, todo].join(' | ')] : [];
  });
}

describe.each(languages)('what the doctor says, in %s', (language) => {
  const words = wordsOf[language].codes;

  it('is on its page, code by code, and nothing else is', () => {
    const said = Object.entries(words).map(
      ([code, { said: text, todo }]) => `\`${code}\` | ${text} | ${todo ?? ''}`,
    );
    expect(rowsOf(tables[language]).toSorted()).toEqual(said.toSorted());
  });

  it('of everything that is wrong or has to be looked at says what to do, and of nothing else', () => {
    for (const [code, verdict] of Object.entries(codes)) {
      const todo = Object.entries(words).find(([known]) => known === code)?.[1].todo;
      expect({ code, hasTodo: Boolean(todo) }).toEqual({
        code,
        hasTodo: ['wrong', 'by_hand'].includes(verdict),
      });
    }
  });

  it('names the same facts as in the other language', () => {
    const factsIn = (text: string | null) => new Set(text?.match(/\{\w+\}/g));
    for (const [code, { said, todo }] of Object.entries(words)) {
      const other = Object.entries(wordsOf.zh.codes).find(([known]) => known === code)?.[1];
      expect({ code, facts: factsIn(`${said}${todo}`) }).toEqual({
        code,
        facts: factsIn(`${other?.said}${other?.todo}`),
      });
    }
  });
});
