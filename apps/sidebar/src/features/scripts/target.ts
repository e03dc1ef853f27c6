import { computed } from 'vue';
import type { OpenChat } from '../../host/host.port';
import { useCurrentChat } from '../../stores/current-chat';
import { useSession } from '../../stores/session';
import { variables, type Values } from './fill';

/** The chat a script goes into. */
export type Target =
  { kind: 'customer'; externalUserId: string; called: string } | { kind: 'group'; chatId: string };

/** Whose chat is open beside the page, as far as the page knows, and what texts may say there. */
export function useTarget() {
  const chat = useCurrentChat();
  const session = useSession();

  /** Null while it is not known, and while the page is about somebody who is not in the chat beside it. */
  const target = computed<Target | null>(() => {
    const { view } = chat;
    if (chat.chosen) return null;
    if (view.kind === 'group') return { kind: 'group', chatId: view.chatId };
    if (view.kind !== 'card') return null;
    const { externalUserId, card } = view;
    // A colleague's remark is not how this member calls them.
    const remark = card.access === 'own' ? card.relation.remark : null;
    return { kind: 'customer', externalUserId, called: remark || card.name };
  });

  const values = computed<Values>(() => ({
    [variables.customer]: target.value?.kind === 'customer' ? target.value.called : null,
    [variables.me]: session.bootstrap?.member.name ?? null,
  }));

  return { target, values };
}

export function isSame(target: Target, chat: OpenChat): boolean {
  return target.kind === 'customer'
    ? chat.kind === 'customer' && chat.externalUserId === target.externalUserId
    : chat.kind === 'group' && chat.chatId === target.chatId;
}
