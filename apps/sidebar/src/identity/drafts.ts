import type { NewFollowUp } from '@sidecard/contracts';
import type { AppScope } from '@sidecard/contracts/addresses';

/** Text that has been typed for a customer and not saved. It survives a chat change and a reload, not another person. */
export interface Draft {
  text: string;
  /** As what it has been sent, each time with another text, and got no answer. */
  sent: NewFollowUp[];
  /** What the member calls the customer, for whoever looks at another card meanwhile. */
  customer: string;
}

const prefix = ({ corpId, agentId }: AppScope) => `sidecard.draft:${corpId}/${agentId}/`;

/** A draft without text is none. */
export function keepDraft(scope: AppScope, externalUserId: string, draft: Draft): void {
  const key = prefix(scope) + externalUserId;
  if (draft.text.trim() === '') sessionStorage.removeItem(key);
  else sessionStorage.setItem(key, JSON.stringify(draft));
}

export function draftFor(scope: AppScope, externalUserId: string): Draft | null {
  return read(prefix(scope) + externalUserId);
}

/** What the member calls the customers, besides this one, for whom something is still unsaved. */
export function customersWithDrafts(scope: AppScope, besides: string): string[] {
  return Object.keys(sessionStorage)
    .filter((key) => key.startsWith(prefix(scope)) && key !== prefix(scope) + besides)
    .flatMap((key) => read(key)?.customer ?? []);
}

function read(key: string): Draft | null {
  const draft: Draft | null = JSON.parse(sessionStorage.getItem(key) ?? 'null');
  return draft;
}
