import { defineStore } from 'pinia';
import { computed, reactive } from 'vue';
import type { OpenChat } from '../../host/host.port';
import { useCurrentChat } from '../../stores/current-chat';
import { useSession } from '../../stores/session';
import { variables, type Values } from './fill';

/** The chat a script goes into. */
export type Target =
  { kind: 'customer'; externalUserId: string; name: string } | { kind: 'group'; chatId: string };

/** The same without whose it is. */
export type Place = { kind: 'customer'; externalUserId: string } | { kind: 'group'; chatId: string };

/** What members have said instead of a name, for each customer. */
const useCalls = defineStore('script-calls', () => ({ said: reactive<Record<string, string>>({}) }));

/** Whose chat is open beside the page, as far as the page knows, and what texts may say there. */
export function useTarget() {
  const chat = useCurrentChat();
  const session = useSession();
  const calls = useCalls();

  /** Null while it is not known, and while the page is about somebody who is not in the chat beside it. */
  const target = computed<Target | null>(() => {
    const { view } = chat;
    if (chat.chosen) return null;
    if (view.kind === 'group') return { kind: 'group', chatId: view.chatId };
    if (view.kind !== 'card') return null;
    return { kind: 'customer', externalUserId: view.externalUserId, name: view.card.name };
  });

  /**
   * How the customer is called in what is sent: as they call themselves, until the member says otherwise. Never the remark:
   * that is a note about them.
   */
  const called = computed({
    get: () => {
      if (target.value?.kind !== 'customer') return '';
      return calls.said[target.value.externalUserId] ?? target.value.name;
    },
    set: (words) => {
      if (target.value?.kind === 'customer') calls.said[target.value.externalUserId] = words;
    },
  });

  const values = computed<Values>(() => ({
    [variables.customer]: called.value.trim(),
    [variables.me]: session.bootstrap?.member.name ?? null,
  }));

  return { target, called, values };
}

export function placeOf(target: Target): Place {
  return target.kind === 'customer'
    ? { kind: 'customer', externalUserId: target.externalUserId }
    : { kind: 'group', chatId: target.chatId };
}

export function keyOf(chat: Target): string {
  return chat.kind === 'customer' ? chat.externalUserId : chat.chatId;
}

export function isSame(target: Target, chat: OpenChat): boolean {
  return target.kind === 'customer'
    ? chat.kind === 'customer' && chat.externalUserId === target.externalUserId
    : chat.kind === 'group' && chat.chatId === target.chatId;
}
