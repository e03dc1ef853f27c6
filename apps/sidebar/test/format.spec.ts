import { describe, expect, it } from '@jest/globals';
import { ago, day, dayFrom, money } from '../src/locales/format';

/** Noon of a day in January, where this test runs. */
const now = new Date(2026, 0, 10, 12, 0).getTime();
const at = (...date: [number, number, number, number?, number?]) => new Date(...date).toISOString();

describe('how long ago something was', () => {
  it.each([
    [at(2026, 0, 10, 11, 59), '1分钟前'],
    [at(2026, 0, 10, 12, 0), '刚刚'],
    [at(2026, 0, 10, 0, 1), '11小时前'],
    [at(2026, 0, 9, 23, 59), '昨天'],
    [at(2026, 0, 8, 13, 0), '前天'],
    [at(2026, 0, 5), '5天前'],
    [at(2025, 11, 1), '上个月'],
    [at(2025, 9, 1), '3个月前'],
    [at(2025, 0, 5), '去年'],
    [at(2023, 11, 6), '3年前'],
    [at(2026, 0, 11, 9, 0), '明天'],
    [at(2026, 0, 14), '4天后'],
  ])('%s is %s', (iso, words) => {
    expect(ago(iso, now)).toBe(words);
  });
});

describe('a day of the calendar', () => {
  it.each([
    ['2026-01-10', '今天'],
    ['2026-01-11', '明天'],
    ['2026-01-08', '前天'],
    ['2026-01-17', '7天后'],
    ['2025-12-01', '上个月'],
  ])('%s is %s', (date, words) => {
    expect(dayFrom(date, '2026-01-10')).toBe(words);
  });
});

describe('a day', () => {
  it('is told without the year that everybody knows', () => {
    const thisYear = new Date().getFullYear();
    expect(day(at(thisYear, 7, 28))).toBe('8月28日');
    expect(day(at(thisYear - 1, 7, 28))).toBe(`${thisYear - 1}年8月28日`);
  });
});

describe('money', () => {
  it('is written as its currency is', () => {
    expect(money(1_299_950, 'CNY')).toBe('¥12,999.50');
    expect(money(1_500, 'JPY')).toBe('¥1,500');
    expect(money(-5, 'CNY')).toBe('-¥0.05');
  });
});
