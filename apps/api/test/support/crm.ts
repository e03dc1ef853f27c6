import type { Card, CrmRecord, CrmValue } from '@sidecard/contracts';

/** What the company's CRM says on a card. @throws where it has no record */
export function recordOf({ crm }: Card): CrmRecord {
  if (crm.state !== 'found') throw new Error(`the card's CRM is ${crm.state}`);
  return crm.record;
}

export function fieldOf(card: Card, fieldId: string): CrmValue | null {
  const field = recordOf(card).fields.find(({ id }) => id === fieldId);
  if (!field) throw new Error(`there is no field ${fieldId}`);
  return field.value;
}

/** The values of a list, row by row. */
export function rowsOf(card: Card, listId: string): (CrmValue | null)[][] {
  const list = recordOf(card).lists.find(({ id }) => id === listId);
  if (!list) throw new Error(`there is no list ${listId}`);
  return list.rows.map(({ values }) => values);
}
