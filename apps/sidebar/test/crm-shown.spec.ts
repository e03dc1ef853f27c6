import { describe, expect, it } from '@jest/globals';
import type { CrmList, CrmValue } from '@sidecard/contracts';
import { barsOf } from '../src/features/crm/bars-of';
import { rowOf } from '../src/features/crm/row-of';
import { valueText } from '../src/features/crm/value-text';
import { day } from '../src/locales/format';

const at = new Date(2026, 7, 28, 14, 5).toISOString();
const money = (amountMinor: number): CrmValue => ({ kind: 'money', amountMinor, currency: 'CNY' });
const text = (words: string): CrmValue => ({ kind: 'text', text: words });
const badge: CrmValue = { kind: 'badge', badge: { zh: '已付款', en: 'paid' }, tone: 'good' };
const date: CrmValue = { kind: 'date', at, shown: 'day' };
const count: CrmValue = { kind: 'number', number: 3 };

describe('what the CRM says, in words', () => {
  it.each<[string, CrmValue]>([
    ['12,000.5', { kind: 'number', number: 12_000.5 }],
    ['¥12.50', money(1250)],
    ['68%', { kind: 'progress', share: 0.678 }],
    [
      '甲、乙',
      {
        kind: 'tag',
        tags: [
          { zh: '甲', en: 'a' },
          { zh: '乙', en: 'b' },
        ],
      },
    ],
    ['已付款', badge],
    ['zhangwei', { kind: 'member', member: { userId: 'zhangwei', name: null } }],
    [day(at), date],
    [`${day(at)} 14:05`, { kind: 'date', at, shown: 'time' }],
    ['昨天', { kind: 'date', at: new Date(Date.now() - 86_400_000).toISOString(), shown: 'age' }],
  ])('%s', (words, value) => {
    expect(valueText(value)).toBe(words);
  });
});

describe('a row of a list', () => {
  const columns = ['单号', '内容', '金额', '优惠', '数量', '日期', '状态'].map((zh, index) => ({
    id: `${index}`,
    label: { zh, en: zh },
  }));
  const list: Pick<CrmList, 'columns'> = { columns };

  it('has its first words as the title, its first money and badge at the right, and the rest below', () => {
    const values = [text('SO-1'), text('滤芯'), money(500), money(-100), count, date, badge];

    expect(rowOf(list, values)).toEqual({
      title: 'SO-1',
      money: money(500),
      badge,
      rest: [day(at), '滤芯', '优惠 -¥1.00', '数量 3'],
    });
  });

  it('leaves out what is not there', () => {
    const values = [null, text('滤芯'), null, null, null, null, null];

    expect(rowOf(list, values)).toEqual({ title: '滤芯', money: null, badge: null, rest: [] });
  });

  it('has a title even where there are no words', () => {
    expect(rowOf(list, [null, null, money(500), null, null, date, null])).toMatchObject({
      title: day(at),
      money: money(500),
      rest: [],
    });
    expect(rowOf(list, [null, null, money(500)])).toMatchObject({ title: '¥5.00', money: null });
  });
});

describe('the bars of a year', () => {
  it('stand on the ground, the highest fills the height, and none is missing', () => {
    expect(barsOf([0, 10, 5], 41)).toEqual([
      { top: 40, height: 1 },
      { top: 1, height: 40 },
      { top: 21, height: 20 },
    ]);
  });

  it('hang from it where more was paid back than paid', () => {
    const [up, down] = barsOf([10, -10], 41);

    expect(up).toMatchObject({ height: 20 });
    expect(down).toEqual({ top: 20, height: 20 });
  });

  it('are flat where nothing was bought', () => {
    expect(barsOf([0, 0], 41).map(({ height }) => height)).toEqual([1, 1]);
  });
});
