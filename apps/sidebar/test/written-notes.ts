import { createPinia, setActivePinia } from 'pinia';
import { useCurrentChat } from '../src/stores/current-chat';
import { useNotes } from '../src/stores/notes';
import type { FakeHost } from './fake-host';
import { bootstrapAnswer, cardOf, settled, type FakePage } from './fake-page';

export const person = { corpId: 'wwspruce', agentId: 1000002, userId: 'zhangwei' };
export const followUps = (externalUserId = 'wmA') => `/api/customers/${externalUserId}/follow-ups`;

/** The page is loaded again, in the same web view. */
export async function reopen(page: FakePage, host: FakeHost, externalUserId: string) {
  useCurrentChat().fail({ code: 'UNEXPECTED' });
  setActivePinia(createPinia());
  host.chat = { kind: 'customer', externalUserId };
  void useCurrentChat().open(host);
  await settled();
  await page.answer(`/api/customers/${externalUserId}/card`, 200, cardOf(externalUserId));
}

export function type(text: string, externalUserId = 'wmA') {
  const note = useNotes().noteFor(externalUserId, `备注 ${externalUserId}`);
  note.text = text;
  useNotes().keep(externalUserId, note);
  return note;
}

/** Presses save. @returns what is sent */
export async function pressSave(
  page: FakePage,
  externalUserId = 'wmA',
): Promise<{ followUpId: string; note: string }> {
  void useNotes().save(externalUserId, useNotes().noteFor(externalUserId, ''));
  await settled();
  return JSON.parse(page.bodyOf(followUps(externalUserId)));
}

export const saved = (sent: { followUpId: string; note: string }) => ({
  nextContactOn: null,
  stage: null,
  ...sent,
  author: bootstrapAnswer.member,
  createdAt: '2026-01-01T00:00:00.000Z',
  editedAt: null,
});
