import { describe, expect, it } from '@jest/globals';
import { fill, missingIn } from '../src/features/scripts/fill';

const values = { 客户称呼: '林女士', 我的姓名: '张伟', 空的: '', 未知: null };

describe('variables of a script', () => {
  it.each([
    ['{客户称呼}您好，我是{我的姓名}', '林女士您好，我是张伟', []],
    ['{ 客户称呼 }您好', '林女士您好', []],
    ['{客户称呼}，{上门时间}到', '林女士，{上门时间}到', ['{上门时间}']],
    ['{未知}{空的}{未知}', '{未知}{未知}', ['{未知}', '{空的}']],
    ['{toString} {constructor}', '{toString} {constructor}', ['{toString}', '{constructor}']],
    ['没有变量 {} { \n }', '没有变量 {} { \n }', []],
  ])('%j', (text, filled, missing) => {
    expect(fill(text, values)).toBe(filled);
    expect(missingIn([{ kind: 'text', text }], values)).toEqual(missing);
  });

  it('are looked for in links too', () => {
    const link = {
      kind: 'link',
      url: 'https://a.example',
      title: '{甲}',
      description: '{乙}',
      imageUrl: null,
    } as const;
    expect(missingIn([link], values)).toEqual(['{甲}', '{乙}']);
  });

  it('that a customer is called are not looked for again in what they call themselves', () => {
    expect(fill('{客户称呼}', { 客户称呼: '{我的姓名}', 我的姓名: '张伟' })).toBe('{我的姓名}');
  });
});
