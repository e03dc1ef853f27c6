import type { Access, CrmCandidate, CrmField, CrmRecord, CrmValue } from '@sidecard/contracts';
import type { MemberNames } from '../../members/index.js';
import { maskPhone } from '../customers/mask-phone.js';
import type { CompanyCandidate, CompanyField, CompanyRecord } from './company-crm.js';

/** Who looks at it, and what members are called. */
export interface Onlooker {
  access: Access;
  names: MemberNames;
}

export function showRecord(
  { key, title, link, sections, fields, lists }: CompanyRecord,
  onlooker: Onlooker,
): CrmRecord {
  return {
    key,
    title,
    link,
    sections,
    fields: showFields(fields, onlooker),
    lists: lists.map((list) => ({
      ...list,
      rows: list.rows.map((row) => ({
        ...row,
        values: row.values.map((value) => value && named(value, onlooker.names)),
      })),
    })),
  };
}

/** Of somebody who may be another customer, no phone is shown whole. */
export function showCandidate({ key, title, fields }: CompanyCandidate, onlooker: Onlooker): CrmCandidate {
  const guarded = fields.map((field) => (field.value?.kind === 'phone' ? { ...field, masked: true } : field));
  return { key, title, fields: showFields(guarded, onlooker) };
}

/** Members whose names are to be had before any of it can be shown. */
export function memberIdsIn(values: (CrmValue | null)[]): string[] {
  return values.flatMap((value) => (value?.kind === 'member' ? [value.member.userId] : []));
}

export function named(value: CrmValue, names: MemberNames): CrmValue {
  if (value.kind !== 'member') return value;
  const { userId } = value.member;
  return { ...value, member: { userId, name: names.get(userId) ?? null } };
}

function showFields(fields: CompanyField[], { access, names }: Onlooker): CrmField[] {
  return fields
    .filter(({ roles }) => roles.includes(access))
    .map(({ id, label, section, value, masked }) => ({
      id,
      label,
      section,
      value: value && (masked ? mask(value) : named(value, names)),
      // There is nothing to reveal where there is nothing.
      masked: masked && value !== null,
    }));
}

function mask(value: CrmValue): CrmValue {
  return value.kind === 'phone'
    ? { kind: 'phone', phone: maskPhone(value.phone) }
    : { kind: 'text', text: '••••••' };
}
