import { defineStore } from 'pinia';
import { reactive } from 'vue';
import type { Writing } from '../../../api/client';
import { problemOf, type Problem } from '../../../problem';
import { useCurrentChat } from '../../../stores/current-chat';

interface Matching {
  /** What is being done: the key of the record that is chosen, or one of our words. Null when nothing is. */
  doing: string | null;
  problem: Problem | null;
}

/**
 * Which record is whose: one change at a time, and then the card as it is. What comes of it outlives the card, which goes and comes while
 * the client is asked. Buttons meanwhile are not `disabled`, which would take the keyboard's place from whoever has pressed one.
 */
export const useMatchings = defineStore('crm-matchings', () => {
  const chat = useCurrentChat();
  const matchings = new Map<string, Matching>();

  function matchingOf(externalUserId: string): Matching {
    const known = matchings.get(externalUserId);
    if (known) return known;
    const matching = reactive<Matching>({ doing: null, problem: null });
    matchings.set(externalUserId, matching);
    return matching;
  }

  async function attempt(
    externalUserId: string,
    what: string,
    send: (writing: Writing) => Promise<null>,
  ): Promise<void> {
    const matching = matchingOf(externalUserId);
    if (matching.doing !== null) return;
    Object.assign(matching, { doing: what, problem: null });
    try {
      await chat.write(externalUserId, send);
      await chat.refresh();
    } catch (thrown) {
      matching.problem = problemOf(thrown);
      // What was offered is not there any more.
      if (matching.problem.code === 'CRM_RECORD_NOT_FOUND') await chat.refresh();
    } finally {
      matching.doing = null;
    }
  }

  /** Its outcome has been seen. */
  function seen(externalUserId: string): void {
    const matching = matchingOf(externalUserId);
    if (matching.doing === null) matching.problem = null;
  }

  return { matchingOf, attempt, seen };
});
