import type { Card, CardLayout, CrmField, CrmList, CrmRecord } from '@sidecard/contracts';
import { said } from '../../locales';
import { words as followUpWords } from '../follow-ups/words';
import { words as timelineWords } from '../timeline/words';

interface Named {
  /** What the member's layout calls it. */
  id: string;
  title: string;
  testid: string;
}

/** What stands below the first glance, one under the other. */
export type Panel = Named &
  (
    | { kind: 'follow-ups' }
    | { kind: 'fields'; fields: CrmField[] }
    | { kind: 'list'; list: CrmList; recordLink: string | null }
    | { kind: 'timeline' }
  );

/** The panels of a card as the member has left them; those the member's layout does not know come last. */
export function panelsOf(card: Card, { order }: CardLayout): Panel[] {
  const place = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);
  const panels = allOf(card);
  panels.sort((one, other) => place(one.id) - place(other.id));
  return panels;
}

function allOf({ crm }: Card): Panel[] {
  return [
    { kind: 'follow-ups', id: 'follow_ups', title: followUpWords.followUps, testid: 'follow-ups' },
    ...(crm.state === 'found' ? ofRecord(crm.record) : []),
    { kind: 'timeline', id: 'timeline', title: timelineWords.title, testid: 'timeline' },
  ];
}

function ofRecord({ sections, fields, lists, link }: CrmRecord): Panel[] {
  return [
    ...sections.flatMap(({ id, label }): Panel[] => {
      const inside = fields.filter(({ section, value }) => section === id && value !== null);
      const named = { id: `section:${id}`, title: said(label), testid: `crm-section-${id}` };
      return id === 'header' || inside.length === 0 ? [] : [{ kind: 'fields', ...named, fields: inside }];
    }),
    ...lists.map((list): Panel => {
      const named = { id: `list:${list.id}`, title: said(list.label), testid: `crm-list-${list.id}` };
      return { kind: 'list', ...named, list, recordLink: link };
    }),
  ];
}
