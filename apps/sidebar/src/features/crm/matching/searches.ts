import type { CrmCandidate } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { reactive } from 'vue';
import { problemOf, type Problem } from '../../../problem';
import { restFor } from '../../../rest-for';
import { useSession } from '../../../stores/session';
import { searchRecords } from './requests';

/** Somebody who goes on typing has not finished. Milliseconds. */
export const REST_MS = 300;
/** Shorter texts would find everybody. */
const LEAST = 2;

interface Search {
  typed: string;
  /** The latest answer, and what it is of; null before anything was found or not. */
  answer: { text: string; candidates: CrmCandidate[] } | null;
  isSearching: boolean;
  problem: Problem | null;
  /** Its field was taken away under the cursor. */
  isInterrupted: boolean;
}

/** What is being looked for, for each customer. It outlives the card, which goes and comes while the client is asked. */
export const useSearches = defineStore('crm-searches', () => {
  const session = useSession();
  const searches = new Map<string, Search>();
  let latest = new AbortController();

  function searchFor(externalUserId: string): Search {
    const known = searches.get(externalUserId);
    if (known) return known;
    const search = reactive<Search>({
      typed: '',
      answer: null,
      isSearching: false,
      problem: null,
      isInterrupted: false,
    });
    searches.set(externalUserId, search);
    return search;
  }

  /** After every change of what is typed. The latest answer wins. */
  async function typed(externalUserId: string): Promise<void> {
    const signal = begin(externalUserId);
    await restFor(REST_MS, signal);
    if (!signal.aborted) await ask(externalUserId);
  }

  /** For whoever will not wait. */
  async function ask(externalUserId: string): Promise<void> {
    const signal = begin(externalUserId);
    const search = searchFor(externalUserId);
    const text = search.typed.trim();
    if (isTooShort(text)) {
      search.answer = null;
      return;
    }
    search.isSearching = true;
    try {
      const { candidates } = await searchRecords(session.mark(), externalUserId, text, signal);
      if (!signal.aborted) search.answer = { text, candidates };
    } catch (thrown) {
      if (signal.aborted) return;
      search.problem = await session.proveAgain(problemOf(thrown));
    } finally {
      if (!signal.aborted) search.isSearching = false;
    }
  }

  /** Whatever was begun before is over. */
  function begin(externalUserId: string): AbortSignal {
    latest.abort();
    latest = new AbortController();
    Object.assign(searchFor(externalUserId), { isSearching: false, problem: null });
    return latest.signal;
  }

  return { searchFor, typed, ask };
});

/** @param text trimmed */
export function isTooShort(text: string): boolean {
  return text.length < LEAST;
}
