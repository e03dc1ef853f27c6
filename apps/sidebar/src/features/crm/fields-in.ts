import type { CardCrm, CrmField } from '@sidecard/contracts';

/** The record's fields of one section that have something in them. @param section null for the one without a name */
export function fieldsIn(crm: CardCrm, section: string | null): CrmField[] {
  if (crm.state !== 'found') return [];
  return crm.record.fields.filter((field) => field.section === section && field.value !== null);
}
