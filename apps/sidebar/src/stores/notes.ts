import type { FollowUp, NewFollowUp } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { reactive, shallowReactive } from 'vue';
import type { Writing } from '../api/client';
import { addFollowUp, editFollowUp } from '../features/follow-ups/requests';
import { draftFor, forgetDraft, keepDraft, type Draft, type DraftSubject } from '../identity/drafts';
import { randomUuid } from '../identity/random';
import { problemOf, type Problem } from '../problem';
import { useCurrentChat } from './current-chat';
import { useSession } from './session';

export interface Note extends Draft {
  /** Its card was taken away under the cursor. */
  isInterrupted: boolean;
  isSaving: boolean;
  problem: Problem | null;
}

const nothing = { text: '', nextContactOn: null, stage: null, sent: [], isWanted: false };

/** What is being written for each customer. It outlives the card, which goes and comes while the client is asked. */
export const useNotes = defineStore('notes', () => {
  const chat = useCurrentChat();
  const session = useSession();
  const notes = shallowReactive(new Map<DraftSubject, Note>());

  /**
   * @param customer what the member calls them
   * @param begunWith what it says before anything is typed, where it is a follow-up that is being changed
   */
  function noteFor(
    subject: DraftSubject,
    customer: string,
    begunWith?: Pick<FollowUp, 'note' | 'nextContactOn'>,
  ): Note {
    const known = notes.get(subject);
    if (known) return known;
    const person = session.person();
    const begun = { text: begunWith?.note ?? '', nextContactOn: begunWith?.nextContactOn ?? null };
    const draft = draftFor(person, subject) ?? {
      ...nothing,
      ...begun,
      by: person.userId,
      sent: [],
      customer,
    };
    const note = reactive<Note>({ ...draft, isInterrupted: false, isSaving: false, problem: null });
    notes.set(subject, note);
    return note;
  }

  /** Whether a follow-up is being changed, now or before the page was loaded again. */
  function isBegun(subject: DraftSubject): boolean {
    return notes.has(subject) || draftFor(session.person(), subject) !== null;
  }

  /** After every change of what it says. */
  function keep(subject: DraftSubject, note: Note): void {
    note.isWanted = false;
    store(subject, note);
  }

  function store(subject: DraftSubject, note: Note): void {
    const { by, text, nextContactOn, stage, sent, customer, isWanted } = note;
    keepDraft(session.scope(), subject, { by, text, nextContactOn, stage, sent, customer, isWanted });
  }

  /** What was typed is not wanted after all. */
  function drop(subject: DraftSubject): void {
    notes.delete(subject);
    forgetDraft(session.scope(), subject);
  }

  /** @returns whether it is saved; what is not stays, with its problem */
  async function save(subject: DraftSubject, note: Note): Promise<boolean> {
    if (note.text.trim() === '' || note.isSaving) return false;
    const { externalUserId, followUpId } = partsOf(subject);
    note.isSaving = true;
    // Why it waits is true until it does not.
    if (!note.isWanted) note.problem = null;
    // Whatever takes the page away meanwhile, it goes out once it is back.
    note.isWanted = true;
    const send = sendingOf(externalUserId, followUpId, note);
    store(subject, note);
    try {
      await chat.write(externalUserId, send);
      if (followUpId) drop(subject);
      else {
        Object.assign(note, { ...nothing, sent: [], problem: null });
        store(subject, note);
      }
    } catch (thrown) {
      note.problem = problemOf(thrown);
      note.isWanted = note.problem.code === 'NETWORK_LOST';
      // Were its id taken, it would be so for ever.
      if (note.problem.code === 'INVALID_REQUEST') note.sent = [];
      store(subject, note);
      return false;
    } finally {
      note.isSaving = false;
    }
    if (isShown(externalUserId)) await chat.refresh();
    return true;
  }

  /** Sends what was to be saved and could not be, if it is for the customer who is shown. */
  function resend(): void {
    for (const [subject, note] of notes)
      if (note.isWanted && isShown(partsOf(subject).externalUserId)) void save(subject, note);
  }

  function isShown(externalUserId: string): boolean {
    return chat.view.kind === 'card' && chat.view.externalUserId === externalUserId;
  }

  return { noteFor, isBegun, keep, drop, save, resend };
});

function partsOf(subject: DraftSubject): { externalUserId: string; followUpId: string | undefined } {
  const [externalUserId = '', followUpId] = subject.split('/');
  return { externalUserId, followUpId };
}

function sendingOf(
  externalUserId: string,
  followUpId: string | undefined,
  note: Note,
): (writing: Writing) => Promise<FollowUp> {
  if (!followUpId) {
    const followUp = followUpOf(note);
    return (writing) => addFollowUp(writing, externalUserId, followUp);
  }
  const edited = { note: note.text.trim(), nextContactOn: note.nextContactOn };
  return (writing) => editFollowUp(writing, externalUserId, followUpId, edited);
}

/**
 * Nobody knows whether what was sent without an answer has arrived. Sent again unchanged it is the same follow-up, of the same id;
 * changed it is another.
 */
function followUpOf({ text, nextContactOn, stage, sent }: Draft): NewFollowUp {
  const said = { note: text.trim(), nextContactOn, stage };
  const before = sent.find(
    (followUp) =>
      followUp.note === said.note && followUp.nextContactOn === nextContactOn && followUp.stage === stage,
  );
  if (before) return before;
  const fresh = { followUpId: randomUuid(), ...said };
  sent.push(fresh);
  return fresh;
}
