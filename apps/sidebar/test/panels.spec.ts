import { describe, expect, it } from '@jest/globals';
import type { CardLayout } from '@sidecard/contracts';
import { panelsOf } from '../src/features/panels/panel';
import { cardOf } from './fake-page';

const words = (zh: string) => ({ zh, en: zh });
const money = { id: 'money', label: words('财务') };
const card = {
  ...cardOf('wmOne'),
  crm: {
    state: 'found' as const,
    by: 'phone' as const,
    record: {
      key: '1',
      title: '林小雨',
      link: null,
      sections: [{ id: 'header', label: words('') }, money, { id: 'empty', label: words('空') }],
      fields: [
        {
          id: 'debt',
          label: words('欠款'),
          section: 'money',
          value: { kind: 'text' as const, text: '无' },
          masked: false,
        },
        { id: 'none', label: words('无'), section: 'empty', value: null, masked: false },
      ],
      lists: [{ id: 'orders', label: words('订单'), columns: [], rows: [], hasMore: false, months: null }],
    },
  },
};
const idsOf = (layout: CardLayout) => panelsOf(card, layout).map(({ id }) => id);

describe('the panels of a card', () => {
  it('are those that have something to say', () => {
    expect(idsOf({ order: [], folded: [] })).toEqual([
      'follow_ups',
      'section:money',
      'list:orders',
      'timeline',
    ]);
  });

  it('stand as the member has left them; what is new comes last, in its own order', () => {
    expect(idsOf({ order: ['timeline', 'list:gone', 'list:orders'], folded: [] })).toEqual([
      'timeline',
      'list:orders',
      'follow_ups',
      'section:money',
    ]);
  });
});
