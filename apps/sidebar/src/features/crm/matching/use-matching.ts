import { ref, type Ref } from 'vue';
import type { Writing } from '../../../api/client';
import { problemOf, type Problem } from '../../../problem';
import { useCurrentChat } from '../../../stores/current-chat';

interface Matching {
  /** Key of what is being done; null when nothing is. */
  doing: Ref<string | null>;
  problem: Ref<Problem | null>;
  attempt(what: string, send: (writing: Writing) => Promise<null>): Promise<void>;
}

/** Changes which record is this customer's, one change at a time, and shows the card as it is then. */
export function useMatching(externalUserId: string): Matching {
  const chat = useCurrentChat();
  const doing = ref<string | null>(null);
  const problem = ref<Problem | null>(null);

  async function attempt(what: string, send: (writing: Writing) => Promise<null>): Promise<void> {
    if (doing.value !== null) return;
    doing.value = what;
    problem.value = null;
    try {
      await chat.write(externalUserId, send);
      await chat.refresh();
    } catch (thrown) {
      problem.value = problemOf(thrown);
      // What was offered is not there any more.
      if (problem.value.code === 'CRM_RECORD_NOT_FOUND') await chat.refresh();
    } finally {
      doing.value = null;
    }
  }

  return { doing, problem, attempt };
}
