import type { AppScope } from '@sidecard/contracts/addresses';
import * as z from 'zod/mini';
import { keepValue, keptValue } from './kept-value';
import type { Person } from './person';

const draftSchema = z.object({
  /** User id of the member who has typed it. */
  by: z.string(),
  text: z.string(),
  /** As what it has been sent, each time with another text, and got no answer. */
  sent: z.array(z.object({ followUpId: z.string(), note: z.string() })),
  /** What the member calls the customer, for whoever looks at another card meanwhile. */
  customer: z.string(),
});

/** Text that has been typed for a customer and not saved. It survives a chat change and a reload, not another person. */
export type Draft = z.infer<typeof draftSchema>;

const prefix = ({ corpId, agentId }: AppScope) => `sidecard.draft:${corpId}/${agentId}/`;

/** A draft without text is none. */
export function keepDraft(scope: AppScope, externalUserId: string, draft: Draft): void {
  const key = prefix(scope) + externalUserId;
  if (draft.text.trim() === '') sessionStorage.removeItem(key);
  else keepValue(key, draft);
}

export function draftFor(person: Person, externalUserId: string): Draft | null {
  return read(person, prefix(person) + externalUserId);
}

/** What the member calls the customers, besides this one, for whom something is still unsaved. */
export function customersWithDrafts(person: Person, besides: string): string[] {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix(person)) && key !== prefix(person) + besides)
    .flatMap((key) => read(person, key)?.customer ?? []);
}

/** What another member has typed, or what is no draft, is thrown away, never shown. */
function read({ userId }: Person, key: string): Draft | null {
  const draft = draftSchema.safeParse(keptValue(key)).data;
  if (draft?.by === userId) return draft;
  sessionStorage.removeItem(key);
  return null;
}
