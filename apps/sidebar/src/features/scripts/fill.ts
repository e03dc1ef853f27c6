import type { ScriptPart } from '@sidecard/contracts';

/** What stands in for a variable. Null for what nobody knows here. */
export type Values = Record<string, string | null>;

/** `{客户称呼}`: something short in braces. */
const VARIABLE = /\{([^{}\n]{1,20})\}/g;

/** The names that texts may use. They are the same whatever language the page speaks: scripts are shared. */
export const variables = { customer: '客户称呼', me: '我的姓名' } as const;

/** A text with its variables filled in; those that can't be stay as they are. */
export function fill(text: string, values: Values): string {
  return text.replace(VARIABLE, (asIs: string, name: string) => valueOf(values, name) ?? asIs);
}

export function fillPart(part: ScriptPart, values: Values): ScriptPart {
  switch (part.kind) {
    case 'text':
      return { ...part, text: fill(part.text, values) };
    case 'link':
      return {
        ...part,
        title: fill(part.title, values),
        description: fill(part.description, values),
      };
    case 'image':
    case 'file':
      return part;
  }
}

/** The variables that can't be filled in, each once, as they are written. */
export function missingIn(parts: ScriptPart[], values: Values): string[] {
  const written = parts.flatMap((part) => [...textsOf(part).matchAll(VARIABLE)]);
  const missing = written.filter(([, name = '']) => !valueOf(values, name));
  return [...new Set(missing.map(([asIs]) => asIs))];
}

function valueOf(values: Values, name: string): string | null {
  return new Map(Object.entries(values)).get(name.trim()) ?? null;
}

function textsOf(part: ScriptPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'link':
      return `${part.title}\n${part.description}`;
    case 'image':
    case 'file':
      return '';
  }
}
