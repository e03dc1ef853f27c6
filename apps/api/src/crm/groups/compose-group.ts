import type { GroupChatCard, GroupGuest } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import type { MemberNames } from '../../members/index.js';
import type { Customer } from '../customers/customer.entity.js';
import type { FollowRelation } from '../customers/follow-relation.entity.js';
import { iso } from '../iso.js';
import type { SeenGroup } from './group-chat-facts.service.js';
import type { GroupChatMember } from './group-chat.entity.js';

/** Somebody in the group who is not of the company. */
export interface Guest {
  person: GroupChatMember;
  /** Null for somebody of whom the app has learned nothing. */
  customer: Customer | null;
  /** Who serves them now, longest first. */
  relations: FollowRelation[];
  /** Whether the member who asks may see their card. */
  isSeen: boolean;
}

/** @param names of those whom the group does not name */
export function composeGroup(
  { userId: asking }: CurrentMember,
  { chat, people, access, upToDate }: SeenGroup,
  guests: Guest[],
  names: MemberNames,
): GroupChatCard {
  const colleagues = people.filter(({ kind }) => kind === 'member');
  const told = new Map(colleagues.map(({ memberId, name }) => [memberId, name]));
  const named = (userId: string) => ({ userId, name: told.get(userId) ?? names.get(userId) ?? null });
  const nearness = ({ relations }: Guest) => {
    if (relations.some(({ userId }) => userId === asking)) return 0;
    return relations.length > 0 ? 1 : 2;
  };
  return {
    chatId: chat.chatId,
    name: chat.name,
    notice: chat.notice,
    createdAt: iso(chat.createdAt),
    owner: named(chat.ownerUserId),
    access,
    guests: guests
      .toSorted((one, other) => nearness(one) - nearness(other))
      .map(({ person, customer, relations, isSeen }): GroupGuest => ({
        name: person.name ?? (isSeen && customer ? customer.name : null),
        nickname: person.nickname,
        externalUserId: isSeen ? person.memberId : null,
        remark: relations.find(({ userId }) => userId === asking)?.remark ?? null,
        avatarUrl: isSeen && customer ? customer.avatarUrl : null,
        servedBy: relations.map(({ userId }) => named(userId)),
      })),
    members: colleagues.map(({ memberId, nickname }) => ({ ...named(memberId), nickname })),
    confirmedAt: iso(chat.confirmedAt),
    upToDate,
  };
}
