import type { MappedColumn, MappedField } from '../../../../config/crm-mapping.js';

/** A field of a record, or a column of a list. */
export type Shown = MappedField | MappedColumn;

/** The columns from which a value is made. */
export function columnsOf({ column, concat, age, template }: Shown): string[] {
  return [column, age, ...(concat ?? []), ...placeholders(template)].filter((name) => name !== undefined);
}

const PLACEHOLDER = /\{([^{}]+)\}/g;

/** The columns that a template names: `{id}` in `https://crm.example.com/customers/{id}`. */
export function placeholders(template: string | undefined): string[] {
  return [...(template ?? '').matchAll(PLACEHOLDER)].map(([, column = '']) => column.trim());
}

/** A template with its columns filled in; null when one of them is empty. */
export function fillIn(template: string | undefined, row: (column: string) => string | null): string | null {
  if (template === undefined || placeholders(template).some((column) => row(column) === null)) return null;
  const url = template.replaceAll(PLACEHOLDER, (_, column: string) =>
    encodeURIComponent(row(column.trim()) ?? ''),
  );
  return toUrl(url);
}

/** An address of the web; null for anything else. */
export function toUrl(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, href } = new URL(text);
  return protocol === 'https:' || protocol === 'http:' ? href : null;
}
