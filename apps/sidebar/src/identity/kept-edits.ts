import type { AppScope } from '@sidecard/contracts/addresses';
import { wecomChangeSchema } from '@sidecard/contracts';
import * as z from 'zod/mini';
import { keepValue } from './kept-value';
import { ownValue } from './own-value';
import type { Person } from './person';

/** What can be typed, and kept in the web view until it is saved. Phones are in memory only. */
export const noteFields = ['remark', 'company', 'description'] as const;
export type NoteField = (typeof noteFields)[number];

const texts = z.object({
  remark: z.optional(z.string()),
  company: z.optional(z.string()),
  description: z.optional(z.string()),
});
const shared = { changeId: z.string(), parts: wecomChangeSchema.shape.parts };

const changeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('tags'),
    ...shared,
    content: z.object({ add: z.array(z.string()), remove: z.array(z.string()) }),
  }),
  z.object({ kind: z.literal('remark'), ...shared, content: texts }),
  z.object({ kind: z.literal('phones'), ...shared, content: z.object({ phones: z.array(z.string()) }) }),
]);

/** Something the member has changed and the server does not have. */
export type Change = z.infer<typeof changeSchema>;
export type Texts = z.infer<typeof texts>;

const keptSchema = z.object({
  /** User id of the member whose doing it is. */
  by: z.string(),
  /** What the member calls the customer. Edits of an earlier version of the page do not say. */
  // oxlint-disable-next-line no-underscore-dangle -- so zod/mini calls it, for want of a way to write `default`
  customer: z._default(z.string(), ''),
  typed: texts,
  unsent: z.array(changeSchema),
});

type Kept = z.infer<typeof keptSchema>;

const prefix = ({ corpId, agentId }: AppScope) => `sidecard.edits:${corpId}/${agentId}/`;

/** What survives a reload: not phones, which are kept nowhere in a browser. */
export function keepEdits(scope: AppScope, externalUserId: string, edits: Kept): void {
  const { by, customer, typed, unsent } = edits;
  const key = prefix(scope) + externalUserId;
  const kept = unsent.filter(({ kind }) => kind !== 'phones');
  if (kept.length === 0 && Object.keys(typed).length === 0) sessionStorage.removeItem(key);
  else keepValue(key, { by, customer, typed, unsent: kept });
}

export function keptEdits(person: Person, externalUserId: string): Kept {
  const { userId } = person;
  const nothing = { by: userId, customer: '', typed: {}, unsent: [] };
  return ownValue(prefix(person) + externalUserId, keptSchema, userId) ?? nothing;
}

/** What the member calls the customers of whom something that was changed is not on the server. */
export function customersWithEdits(person: Person): string[] {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix(person)))
    .map((key) => key.slice(prefix(person).length))
    .flatMap((externalUserId) => {
      const { customer, typed, unsent } = keptEdits(person, externalUserId);
      return Object.keys(typed).length + unsent.length > 0 ? [customer || externalUserId] : [];
    });
}
