import { describe, expect, it } from '@jest/globals';
import { errorStatus } from '@sidecard/contracts';
import { nextStep } from '../src/features/problem/next-step';
import { problemWords } from '../src/features/problem/words';
import { en } from '../src/locales/en';
import { zhCN, type Text } from '../src/locales/zh-CN';
import type { ProblemCode } from '../src/problem';

/** Which buttons the advice speaks of, and which the screen has. */
const buttons: Record<'zh-CN' | 'en', { words: Text; again: RegExp; logIn: RegExp }> = {
  'zh-CN': { words: zhCN, again: /点重试/, logIn: /点重新登录/ },
  en: { words: en, again: /try again/i, logIn: /log in again/i },
};
const adviceOf = (language: string, code: ProblemCode) =>
  problemWords[language === 'en' ? 'en' : 'zh-CN'].advice[code];
const codes = Object.keys(zhCN.problems).filter((code): code is ProblemCode => code in en.problems);

describe.each(Object.entries(buttons))('the words in %s', (language, { words, again, logIn }) => {
  it('explain everything the API can refuse with', () => {
    expect(Object.keys(words.problems)).toEqual(expect.arrayContaining(Object.keys(errorStatus)));
  });

  it.each(codes)('say what happened and what to do: %s', (code) => {
    const title = words.problems[code];
    const advice = adviceOf(language, code);
    const script = language === 'en' ? /[a-z]{3}/ : /\p{Script=Han}{3}/u;

    expect(title).toMatch(script);
    expect(advice).toMatch(script);
  });

  it.each(codes)('speak of no button that the screen does not have: %s', (code) => {
    const advice = adviceOf(language, code);
    const step = nextStep(code);

    if (again.test(advice)) expect(['retry', 'reload']).toContain(step);
    if (logIn.test(advice)) expect(step).toBe('login');
  });

  it.each(['CUSTOMER_NOT_FOUND', 'RELATION_ENDED'] as const)(
    'are true for a leader, who sees customers through colleagues: %s',
    (code) => {
      expect(adviceOf(language, code)).toMatch(/colleague|同事/);
    },
  );
});

it('English has no Chinese in it but the names of what is in the admin console', () => {
  const said = JSON.stringify([en, problemWords.en], (_key, value: unknown) =>
    typeof value === 'function' ? String(value) : value,
  );
  const names = /客户联系|可调用接口的应用|使用范围|可见范围|网页授权及 JS-SDK|企业可信IP|视频号/g;

  expect(said.replace(names, '')).not.toMatch(/\p{Script=Han}/u);
});
