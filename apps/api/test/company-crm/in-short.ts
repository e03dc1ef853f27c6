import type { CrmRecord, CrmValue } from '@sidecard/contracts';

/** A value as a person would say it. */
export function inShort(value: CrmValue | null): string | null {
  switch (value?.kind) {
    case undefined:
      return null;
    case 'text':
      return value.text;
    case 'number':
      return `${value.number}`;
    case 'money':
      return `${value.amountMinor} 分 ${value.currency}`;
    case 'date':
      return `${value.shown} ${value.at}`;
    case 'tag':
      return value.tags.map(({ zh }) => zh).join('+');
    case 'badge':
      return `${value.badge.zh}/${value.badge.en} ${value.tone}`;
    case 'phone':
      return value.phone;
    case 'link':
      return value.url;
    case 'progress':
      return `${value.share * 100}%`;
    case 'member':
      return `${value.member.userId} ${value.member.name}`;
  }
}

/** A record of a card: `section.id` of each field, and what is said there. */
export function recordInShort({ title, link, fields, lists }: CrmRecord) {
  return {
    title,
    link,
    fields: Object.fromEntries(
      fields.map(({ id, section, value, masked }) => [
        section ? `${section}.${id}` : id,
        `${masked ? 'masked ' : ''}${inShort(value)}`,
      ]),
    ),
    lists: Object.fromEntries(
      lists.map(({ id, rows, hasMore, months }) => [
        id,
        {
          rows: rows.map((row) => [...row.values.map(inShort), row.link].join(' | ')),
          hasMore,
          months: months && months.map(({ sum }) => sum.amountMinor),
        },
      ]),
    ),
  };
}
