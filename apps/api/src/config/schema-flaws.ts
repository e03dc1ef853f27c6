import * as z from 'zod';
import { perhaps } from './near-names.js';
import type { YamlSource } from './yaml-source.js';

/**
 * Reads what a file holds, in the words of whoever wrote it: which key is not known, and which one may be meant.
 * @returns the content, or a line for each flaw
 */
export function readSource<Schema extends z.ZodType>(
  schema: Schema,
  source: YamlSource,
): { data: z.output<Schema> } | { flaws: string[] } {
  const parsed = schema.safeParse(source.content, { error: ownWords });
  if (parsed.success) return { data: parsed.data };
  return {
    flaws: parsed.error.issues.flatMap((issue) => {
      if (issue.code !== 'unrecognized_keys') return [source.flaw(issue.path, issue.message)];
      const known = keysAt(schema, issue.path);
      return issue.keys.map((key) => source.flaw([...issue.path, key], unknownKey(key, known)));
    }),
  };
}

const ownWords: z.core.$ZodErrorMap = (issue) => {
  if (issue.code !== 'invalid_type' && issue.code !== 'invalid_union') return undefined;
  if (issue.input === undefined) return 'it is missing';
  if (issue.input === null) return 'nothing stands here; is what belongs to it indented?';
  return issue.code === 'invalid_union' ? issue.errors[0]?.[0]?.message : undefined;
};

function unknownKey(key: string, known: readonly string[]): string {
  return `there is no such key here${perhaps(key, known) || `: there are ${known.join(', ')}`}`;
}

/** The keys that a schema knows at a place. */
function keysAt(schema: z.core.$ZodType, path: readonly PropertyKey[]): string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return keysAt(schema.unwrap(), path);
  const [key, ...rest] = path;
  if (schema instanceof z.ZodObject) {
    const inside: unknown = key === undefined ? undefined : schema.shape[String(key)];
    if (key === undefined) return Object.keys(schema.shape);
    return inside instanceof z.ZodType ? keysAt(inside, rest) : [];
  }
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  return schema instanceof z.ZodRecord ? keysAt(schema.valueType, rest) : [];
}
