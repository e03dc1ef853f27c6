import type { NewFollowUp } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { reactive } from 'vue';
import { addFollowUp } from '../api/api';
import { draftFor, keepDraft, type Draft } from '../identity/drafts';
import { randomUuid } from '../identity/random';
import { problemOf, type Problem } from '../problem';
import { useCurrentChat } from './current-chat';
import { useSession } from './session';

interface Note extends Draft {
  /** Its card was taken away under the cursor. */
  isInterrupted: boolean;
  isSaving: boolean;
  problem: Problem | null;
}

/** What is being written for each customer. It outlives the card, which goes and comes while the client is asked. */
export const useNotes = defineStore('notes', () => {
  const chat = useCurrentChat();
  const session = useSession();
  const notes = new Map<string, Note>();

  /** @param customer what the member calls them */
  function noteFor(externalUserId: string, customer: string): Note {
    const known = notes.get(externalUserId);
    if (known) return known;
    const person = session.person();
    const draft = draftFor(person, externalUserId) ?? { by: person.userId, text: '', sent: [], customer };
    const note = reactive<Note>({ ...draft, isInterrupted: false, isSaving: false, problem: null });
    notes.set(externalUserId, note);
    return note;
  }

  /** After every change of the text. */
  function keep(externalUserId: string, { by, text, sent, customer }: Note): void {
    keepDraft(session.scope(), externalUserId, { by, text, sent, customer });
  }

  async function save(externalUserId: string, note: Note): Promise<void> {
    if (note.text.trim() === '' || note.isSaving) return;
    note.isSaving = true;
    note.problem = null;
    const followUp = followUpOf(note);
    keep(externalUserId, note);
    try {
      const saved = await chat.write(externalUserId, (writing) =>
        addFollowUp(writing, externalUserId, followUp),
      );
      Object.assign(note, { text: '', sent: [] });
      keep(externalUserId, note);
      chat.followedUp(externalUserId, saved);
    } catch (thrown) {
      note.problem = problemOf(thrown);
    } finally {
      note.isSaving = false;
    }
  }

  return { noteFor, keep, save };
});

/**
 * Nobody knows whether what was sent without an answer has arrived. Sent again unchanged it is the same follow-up, of the same id;
 * changed it is another.
 */
function followUpOf({ text, sent }: Draft): NewFollowUp {
  const note = text.trim();
  const before = sent.find((followUp) => followUp.note === note);
  if (before) return before;
  const fresh = { followUpId: randomUuid(), note };
  sent.push(fresh);
  return fresh;
}
