import type { AppScope } from '@sidecard/contracts/addresses';
import * as z from 'zod/mini';
import { keepValue } from './kept-value';
import { ownValue } from './own-value';
import type { Person } from './person';

// oxlint-disable no-underscore-dangle -- so zod/mini calls it, for want of a way to write `default`
/** Drafts of an earlier version of the page have neither. */
const besides = {
  nextContactOn: z._default(z.nullable(z.string()), null),
  stage: z._default(z.nullable(z.string()), null),
};

const draftSchema = z.object({
  /** User id of the member who has typed it. */
  by: z.string(),
  text: z.string(),
  ...besides,
  /** As what it has been sent, each time with another content, and got no answer. */
  sent: z.array(z.object({ followUpId: z.string(), note: z.string(), ...besides })),
  /** What the member calls the customer, for whoever looks at another card meanwhile. */
  customer: z.string(),
  /** The member has pressed save, and it has not gone out yet. */
  isWanted: z._default(z.boolean(), false),
});

/** What has been typed for a customer and not saved. It survives a chat change and a reload, not another person. */
export type Draft = z.infer<typeof draftSchema>;

/** What a draft is about: `<externalUserId>` for something new, `<externalUserId>/<followUpId>` for what is being changed. */
export type DraftSubject = string;

const prefix = ({ corpId, agentId }: AppScope) => `sidecard.draft:${corpId}/${agentId}/`;

/** A draft without text is none. */
export function keepDraft(scope: AppScope, subject: DraftSubject, draft: Draft): void {
  const key = prefix(scope) + subject;
  if (draft.text.trim() === '') sessionStorage.removeItem(key);
  else keepValue(key, draft);
}

export function forgetDraft(scope: AppScope, subject: DraftSubject): void {
  sessionStorage.removeItem(prefix(scope) + subject);
}

export function draftFor(person: Person, subject: DraftSubject): Draft | null {
  return ownValue(prefix(person) + subject, draftSchema, person.userId);
}

/** What the member calls the customers, besides this one, for whom something is still unsaved. */
export function customersWithDrafts(person: Person, but: string): string[] {
  const ofThis = prefix(person) + but;
  const customers = Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix(person)) && key !== ofThis && !key.startsWith(`${ofThis}/`))
    .flatMap((key) => ownValue(key, draftSchema, person.userId)?.customer ?? []);
  return [...new Set(customers)];
}
