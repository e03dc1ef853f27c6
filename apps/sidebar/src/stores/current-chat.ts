import type { Card } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { fetchCard } from '../api/api';
import type { Host } from '../host/host.port';
import { pageUrl } from '../identity/early-bootstrap';
import { problemOf, ProblemError, type Problem } from '../problem';
import { KeptCards } from './kept-cards';
import { useSession } from './session';

/** What the page shows. A card is only ever shown together with the id of the customer it is of. */
export type View =
  | { kind: 'opening' }
  | { kind: 'card'; externalUserId: string; card: Card; state: CardState }
  | { kind: 'problem'; problem: Problem };

export type CardState =
  /** The client is being asked whether this is still the chat. What is done on the card is done for the customer it names. */
  | 'doubtful'
  /** The right customer, from our copy; the API is being asked for the latest. */
  | 'refreshing'
  | 'current';

/** How long the client may take to say which chat it is before the card that may be wrong is taken away. Milliseconds. */
const PATIENCE_MS = 300;

/** Follows the chat that is open beside the page. The latest look wins: an earlier one can't overwrite it. */
export const useCurrentChat = defineStore('current-chat', () => {
  const session = useSession();
  const view = shallowRef<View>({ kind: 'opening' });
  const keptCards = new KeptCards();
  let latestLook = new AbortController();

  /** From a freshly loaded page to the card. */
  async function open(host: Host): Promise<void> {
    const { signal } = beginLook();
    view.value = { kind: 'opening' };
    await showing(signal, async () => {
      session.refuseFailedLogin();
      const url = pageUrl();
      const bootstrap = await session.open(url);
      await host.connect(bootstrap, url, session.open);
      await showChat(host, signal);
    });
  }

  /** The page has come into view again: whose chat is it now? */
  async function look(host: Host): Promise<void> {
    if (!session.bootstrap) return;
    const { signal } = beginLook();
    await showing(signal, () => showChat(host, signal));
  }

  function fail(problem: Problem): void {
    beginLook();
    view.value = { kind: 'problem', problem };
  }

  async function showChat(host: Host, signal: AbortSignal): Promise<void> {
    const chat = await whileDoubtful(signal, host.openChat());
    if (signal.aborted) return;
    if (chat.kind === 'group') throw new ProblemError({ code: 'GROUP_CHAT' });

    const { externalUserId } = chat;
    const kept = keptCards.get(externalUserId);
    view.value = kept
      ? { kind: 'card', externalUserId, card: kept, state: 'refreshing' }
      : { kind: 'opening' };
    try {
      const card = await fetchCard(session.mark(), externalUserId, signal);
      if (card.externalUserId !== externalUserId) throw new ProblemError({ code: 'UNEXPECTED' });
      keptCards.keep(card);
      if (!signal.aborted) view.value = { kind: 'card', externalUserId, card, state: 'current' };
    } catch (thrown) {
      if (!signal.aborted) keptCards.forget(externalUserId);
      throw thrown;
    }
  }

  /** A card that is on the screen may be the wrong one until the client has answered. */
  async function whileDoubtful<Answer>(signal: AbortSignal, answer: Promise<Answer>): Promise<Answer> {
    if (view.value.kind === 'card') view.value = { ...view.value, state: 'doubtful' };
    const impatience = setTimeout(() => {
      if (!signal.aborted) view.value = { kind: 'opening' };
    }, PATIENCE_MS);
    try {
      return await answer;
    } finally {
      clearTimeout(impatience);
    }
  }

  /** Runs one look; what goes wrong in it is shown only while it is still the latest. */
  async function showing(signal: AbortSignal, work: () => Promise<void>): Promise<void> {
    try {
      await work();
      if (!signal.aborted) session.settled();
    } catch (thrown) {
      if (signal.aborted) return;
      const problem = await session.proveAgain(problemOf(thrown));
      if (session.bootstrap && problem.code !== 'LOGIN_LOOP') session.settled();
      view.value = { kind: 'problem', problem };
    }
  }

  function beginLook(): AbortController {
    latestLook.abort();
    latestLook = new AbortController();
    return latestLook;
  }

  return { view, open, look, fail };
});
