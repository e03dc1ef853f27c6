import { defineStore } from 'pinia';
import { reactive } from 'vue';
import { problemOf, type Problem, type ProblemCode } from '../../problem';
import { useCurrentChat } from '../../stores/current-chat';
import { useSession } from '../../stores/session';
import { keepEdits, keptEdits, type Change, type Texts } from '../../identity/kept-edits';
import { sendChange } from './requests';

export interface Edits {
  by: string;
  /** What the member calls the customer. */
  customer: string;
  open: 'remark' | 'tags' | null;
  /** What stands in the fields, of those somebody has touched. */
  typed: Texts;
  /** All phones as they are typed; null while they are as they were. `before`: as they were when they were shown. */
  phones: { typed: string[]; before: string[] } | null;
  /** In the order in which they were made. */
  unsent: Change[];
  /** Ids of those that were made here and will not be sent: refused, or not wanted after all. */
  dropped: string[];
  isSending: boolean;
  /** Why it was not taken, the last time. */
  problem: Problem | null;
}

/** With these the server has said no to what was sent; with others nobody knows, and it is sent again as it is. */
const lastWords: ProblemCode[] = [
  'INVALID_REQUEST',
  'NOT_OWN_CUSTOMER',
  'RELATION_ENDED',
  'CUSTOMER_NOT_FOUND',
  'ROUTE_NOT_FOUND',
  'PAYLOAD_TOO_LARGE',
];

/** What is being changed of each customer. It outlives the card, which goes and comes, the page, and a loss of the network. */
export const useEdits = defineStore('edits', () => {
  const chat = useCurrentChat();
  const session = useSession();
  const all = new Map<string, Edits>();

  function editsOf(externalUserId: string): Edits {
    const known = all.get(externalUserId);
    if (known) return known;
    const kept = keptEdits(session.person(), externalUserId);
    const open = Object.keys(kept.typed).length > 0 ? 'remark' : null;
    const edits = reactive<Edits>({
      ...kept,
      open,
      phones: null,
      dropped: [],
      isSending: false,
      problem: null,
    });
    all.set(externalUserId, edits);
    return edits;
  }

  /** After every change of what is typed. */
  function keep(externalUserId: string): void {
    keepEdits(session.scope(), externalUserId, editsOf(externalUserId));
  }

  /** It is sent now, and otherwise as soon as that works. */
  async function add(externalUserId: string, changes: Change[]): Promise<void> {
    editsOf(externalUserId).unsent.push(...changes);
    keep(externalUserId);
    await send(externalUserId);
  }

  /** They are not sent. */
  function drop(externalUserId: string, changeIds: string[]): void {
    editsOf(externalUserId).dropped.push(...changeIds);
    forget(externalUserId, changeIds);
  }

  function forget(externalUserId: string, changeIds: string[]): void {
    const edits = editsOf(externalUserId);
    edits.unsent = edits.unsent.filter(({ changeId }) => !changeIds.includes(changeId));
    keep(externalUserId);
  }

  /** One after the other. What got no answer may have arrived: sent again, it is the same change. */
  async function send(externalUserId: string): Promise<void> {
    const edits = editsOf(externalUserId);
    if (edits.isSending) return;
    edits.isSending = true;
    const sent: string[] = [];
    try {
      for (let [next] = edits.unsent; next; next = edits.unsent[sent.length]) {
        const change = next;
        try {
          await chat.write(externalUserId, (writing) => sendChange(writing, externalUserId, change));
        } catch (thrown) {
          edits.problem = problemOf(thrown);
          if (!lastWords.includes(edits.problem.code)) return;
          drop(externalUserId, [change.changeId]);
          // What was typed is still there to be changed.
          if (change.kind === 'remark') retype(externalUserId, change.content);
          continue;
        }
        edits.problem = null;
        sent.push(change.changeId);
      }
    } finally {
      // They are on the card before they are not here any more.
      if (sent.length > 0) await chat.refresh();
      forget(externalUserId, sent);
      edits.isSending = false;
    }
  }

  /** Into the fields again, but for those that hold something newer. */
  function retype(externalUserId: string, typed: Texts): void {
    const edits = editsOf(externalUserId);
    edits.typed = { ...typed, ...edits.typed };
    edits.open = 'remark';
    keep(externalUserId);
  }

  return { editsOf, keep, add, drop, send, retype };
});
