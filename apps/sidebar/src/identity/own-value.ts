import type * as z from 'zod/mini';
import { keptValue } from './kept-value';

/**
 * What a member has kept in the web view, `by` their user id. What another member has, or what has another shape, is thrown
 * away, never shown.
 */
export function ownValue<Schema extends z.ZodMiniType<{ by: string }>>(
  key: string,
  schema: Schema,
  userId: string,
): z.infer<Schema> | null {
  const kept = schema.safeParse(keptValue(key)).data;
  if (kept?.by === userId) return kept;
  sessionStorage.removeItem(key);
  return null;
}
