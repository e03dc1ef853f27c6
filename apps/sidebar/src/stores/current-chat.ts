import type { Card } from '@sidecard/contracts';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { checkCustomerContact, fetchCard } from '../api/api';
import type { Writing } from '../api/client';
import type { Host, OpenChat } from '../host/host.port';
import { pageUrl } from '../identity/early-bootstrap';
import { endsTheCard, problemOf, ProblemError, type Problem } from '../problem';
import { KeptCards } from './kept-cards';
import { useSession } from './session';

/** What the page shows. A card is only ever shown together with the id of the customer it is of. */
export type View =
  | { kind: 'opening' }
  | { kind: 'card'; externalUserId: string; card: Card; state: CardState }
  /** Anew at every look. */
  | { kind: 'group'; chatId: string }
  /** Beside no chat, in a browser: the member's customers to choose from. */
  | { kind: 'customers' }
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
  const found = shallowRef<View>({ kind: 'opening' });
  /** A page that is leaving may be leaving for somebody else. */
  const view = computed<View>(() => (session.isLeaving ? { kind: 'opening' } : found.value));
  const keptCards = new KeptCards();
  let latestLook = new AbortController();
  /** Of the questions for the same card anew: how many were asked, and which one's answer is shown. */
  let asked = 0;
  let answered = 0;
  let host: Host | null = null;
  /** Chosen in the page, in place of the chat that was open then: it is what the page is about until another is opened. */
  const chosen = shallowRef<{ externalUserId: string; beside: string } | null>(null);

  /** From a freshly loaded page to the card. */
  async function open(shownIn: Host): Promise<void> {
    host = shownIn;
    const { signal } = beginLook();
    found.value = { kind: 'opening' };
    await showing(signal, async () => {
      session.refuseFailedLogin();
      const url = pageUrl();
      const bootstrap = await session.open(url);
      await shownIn.connect(bootstrap, url, session.open);
      await showChat(shownIn, signal);
    });
  }

  /** The page has come into view again: is it still the same person's, and whose chat is it now? */
  async function look(isRestored = false): Promise<void> {
    session.reloadIfOutdated(isRestored);
    const shownIn = host;
    if (!shownIn || !session.bootstrap || session.isLeaving) return;
    const { signal } = beginLook();
    await showing(signal, () => showChat(shownIn, signal));
  }

  /** Shows a customer who is not in the chat beside the page. @param externalUserId null: whose chat it is, again */
  async function choose(externalUserId: string | null): Promise<void> {
    const shownIn = host;
    if (!shownIn) return;
    const { signal } = beginLook();
    await showing(signal, async () => {
      if (externalUserId === null) {
        chosen.value = null;
        return showChat(shownIn, signal);
      }
      const beside = keyOf(await whileDoubtful(signal, shownIn.openChat()));
      if (signal.aborted) return;
      chosen.value = beside === externalUserId ? null : { externalUserId, beside };
      return showCustomer(externalUserId, signal);
    });
  }

  /** What the page is about now. */
  async function meant(shownIn: Host): Promise<OpenChat> {
    const chat = await shownIn.openChat();
    if (chosen.value && chosen.value.beside !== keyOf(chat)) chosen.value = null;
    return chosen.value ? { kind: 'customer', externalUserId: chosen.value.externalUserId } : chat;
  }

  /**
   * Does something to the customer on whose card it was asked for. The client is asked once more whose chat is open, and
   * the API compares: when it is another's, nothing is done and the page shows that one.
   * @throws ProblemError what is to be said where it was tried
   */
  async function write<Answer>(
    externalUserId: string,
    send: (writing: Writing) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      const chat = host && (await meant(host));
      session.reloadIfOutdated();
      // The card may have gone from the screen while the client was asked.
      if (view.value.kind !== 'card' || view.value.externalUserId !== externalUserId) {
        throw new ProblemError({ code: 'CHAT_CHANGED' });
      }
      const openChat = chat?.kind === 'customer' ? chat.externalUserId : 'none';
      return await send({ mark: session.mark(), openChat });
    } catch (thrown) {
      const problem = await session.proveAgain(problemOf(thrown));
      if (problem.code === 'CHAT_CHANGED') void look();
      throw new ProblemError(problem);
    }
  }

  function fail(problem: Problem): void {
    beginLook();
    found.value = { kind: 'problem', problem };
  }

  async function showChat(shownIn: Host, signal: AbortSignal): Promise<void> {
    const chat = await whileDoubtful(signal, meant(shownIn));
    if (signal.aborted) return;
    switch (chat.kind) {
      case 'customer':
        return showCustomer(chat.externalUserId, signal);
      case 'group':
        found.value = chat;
        return;
      case 'none':
        found.value = chat.problem ? { kind: 'problem', problem: chat.problem } : { kind: 'customers' };
    }
  }

  async function showCustomer(externalUserId: string, signal: AbortSignal): Promise<void> {
    const shown = found.value;
    const isShown = shown.kind === 'card' && shown.externalUserId === externalUserId;
    const kept = isShown ? shown.card : keptCards.get(externalUserId);
    found.value = kept
      ? { kind: 'card', externalUserId, card: kept, state: 'refreshing' }
      : { kind: 'opening' };
    try {
      const card = await fetchCard(session.mark(), externalUserId, signal);
      if (card.externalUserId !== externalUserId) throw new ProblemError({ code: 'UNEXPECTED' });
      keptCards.keep(card);
      if (signal.aborted) return;
      found.value = { kind: 'card', externalUserId, card, state: 'current' };
      void follow(externalUserId, card.changeId, signal);
    } catch (thrown) {
      if (!signal.aborted) keptCards.forget(externalUserId);
      throw thrown;
    }
  }

  /** Hears of changes for as long as this look is the latest. What can't be heard is seen at the next look. */
  async function follow(externalUserId: string, seen: string | null, signal: AbortSignal): Promise<void> {
    const live = await import('../api/live').catch(() => null);
    const onChange = () => void (signal.aborted || refresh());
    await live?.followChanges(session.mark(), externalUserId, seen, onChange, signal);
  }

  /** Asks for the card anew, which stays on the screen meanwhile: something about its customer has changed. */
  async function refresh(): Promise<void> {
    const { signal } = latestLook;
    if (found.value.kind !== 'card') return;
    const { externalUserId } = found.value;
    const turn = ++asked;
    try {
      const card = await fetchCard(session.mark(), externalUserId, signal);
      const shown = found.value;
      if (
        signal.aborted ||
        turn < answered ||
        shown.kind !== 'card' ||
        shown.externalUserId !== externalUserId
      )
        return;
      answered = turn;
      keptCards.keep(card);
      found.value = { ...shown, card };
    } catch (thrown) {
      // Other trouble is no reason to take away a card that was right a moment ago.
      if (!signal.aborted && endsTheCard(problemOf(thrown))) await look();
    }
  }

  /** A card that is on the screen may be the wrong one until the client has answered. */
  async function whileDoubtful<Answer>(signal: AbortSignal, answer: Promise<Answer>): Promise<Answer> {
    if (found.value.kind === 'card') found.value = { ...found.value, state: 'doubtful' };
    const impatience = setTimeout(() => {
      if (!signal.aborted) found.value = { kind: 'opening' };
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
      const problem = await session.proveAgain(await reasonOf(problemOf(thrown)));
      if (session.bootstrap && problem.code !== 'LOGIN_LOOP') session.settled();
      found.value = { kind: 'problem', problem };
    }
  }

  /** The client says only that there is no permission; the API can find out which one is missing. */
  async function reasonOf(problem: Problem): Promise<Problem> {
    if (problem.code !== 'NO_JSSDK_PERMISSION') return problem;
    return checkCustomerContact(session.mark()).then(() => problem, problemOf);
  }

  function beginLook(): AbortController {
    latestLook.abort();
    latestLook = new AbortController();
    return latestLook;
  }

  return { view, chosen, open, look, choose, refresh, write, fail };
});

function keyOf(chat: OpenChat): string {
  switch (chat.kind) {
    case 'customer':
      return chat.externalUserId;
    case 'group':
      return chat.chatId;
    case 'none':
      return chat.kind;
  }
}
