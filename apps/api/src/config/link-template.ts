const PLACEHOLDER = /\{([^{}]*)\}/g;
const COLUMN = /^([a-zA-Z][a-zA-Z0-9_-]{0,31}\.)?[\p{L}_$][\p{L}\p{N}_$]{0,63}$/u;

/** The columns that `https://crm.example.com/customers/{id}` is filled in with. */
export function placeholdersOf(template: string): string[] {
  return [...template.matchAll(PLACEHOLDER)].map(([, name = '']) => name);
}

/** What is wrong with a template by itself, whatever columns there are. */
export function templateFlaw(template: string): string | null {
  if (/[{}]/.test(template.replace(PLACEHOLDER, ''))) return 'a { or } has no other half';
  const strange = placeholdersOf(template).find((name) => !COLUMN.test(name));
  if (strange !== undefined) return `{${strange}} is not the name of a column`;
  if (/^https?:\/\/[^/?#]*\{/.test(template))
    return 'write out the host: only what follows it may be filled in';
  if (placeholdersOf(template).length === 0)
    return 'it leads to the same page for everybody: write where a column goes, like {id}';
  return null;
}
