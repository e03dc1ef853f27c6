import { z } from 'zod';
import type { GroupChat, GroupChatMember } from '../../world/group-chats.js';
import { findCustomer, findGroupChat, findMember, isVisible, sameUserId } from '../../world/world.js';
import type { Corp } from '../../world/world.js';
import { endpoint } from '../endpoint.js';
import { pageOf } from '../paging.js';
import { Refusal } from '../refusal.js';

const MOST_MEMBERS_WITHOUT_FILTER = 1000;

/** Group chats whose owner is in the app's visible range (1.10). Those of an owner who has left want a filter. */
export const groupChatList = endpoint({
  method: 'POST',
  path: '/externalcontact/groupchat/list',
  params: z.object({
    // 0 is no filter and not the status 0 (page 92120).
    status_filter: z.int().min(0).max(3).default(0),
    owner_filter: z.object({ userid_list: z.array(z.string()).min(1).max(100) }).optional(),
    cursor: z.string().optional(),
    limit: z.int().min(1).max(1000),
  }),
  customerApi: true,
  emptyOnError: { group_chat_list: [] },
  answer: (_platform, { corp, app }, { status_filter: status, owner_filter: filter, cursor, limit }) => {
    const owners = filter?.userid_list;
    if (owners?.some((owner) => !isVisible(app, owner))) throw new Refusal(60011);
    const inRange = corp.members.filter(({ userId }) => isVisible(app, userId));
    if (!owners && inRange.length > MOST_MEMBERS_WITHOUT_FILTER) throw new Refusal(81017);
    const isAsked = (chat: GroupChat) =>
      owners ? owners.some((owner) => sameUserId(owner, chat.ownerUserId)) : chat.status !== 1;
    const { page, nextCursor } = pageOf(
      corp.groupChats,
      { cursor, limit },
      (chat) =>
        !chat.dismissed &&
        isVisible(app, chat.ownerUserId) &&
        isAsked(chat) &&
        (status === 0 || chat.status === status),
    );
    return {
      group_chat_list: page.map((chat) => ({ chat_id: chat.chatId, status: chat.status })),
      next_cursor: nextCursor,
    };
  },
});

/** One group chat with everybody in it (1.10). Names come only when they are asked for. */
export const groupChatGet = endpoint({
  method: 'POST',
  path: '/externalcontact/groupchat/get',
  params: z.object({
    chat_id: z.string().min(1),
    need_name: z.union([z.literal(0), z.literal(1)]).default(0),
  }),
  customerApi: true,
  answer: (_platform, { corp, app }, { chat_id: chatId, need_name: needName }) => {
    const chat = findGroupChat(corp, chatId);
    if (!chat) throw new Refusal(40050);
    if (!isVisible(app, chat.ownerUserId)) throw new Refusal(60011);
    if (chat.dismissed) throw new Refusal(49008);
    return {
      group_chat: {
        chat_id: chat.chatId,
        name: chat.name,
        owner: chat.ownerUserId,
        create_time: chat.createdAt,
        notice: chat.notice,
        member_list: chat.members.map((member) => ({
          ...memberFacts(member),
          ...(needName ? { name: nameOf(corp, member) } : {}),
        })),
        admin_list: chat.adminUserIds.map((userid) => ({ userid })),
        member_version: chat.memberVersion,
      },
    };
  },
});

function memberFacts({ id, kind, joinedAt, joinScene, invitorUserId, nickname }: GroupChatMember) {
  return {
    userid: id,
    type: kind === 'member' ? 1 : 2,
    join_time: joinedAt,
    join_scene: joinScene,
    ...(invitorUserId ? { invitor: { userid: invitorUserId } } : {}),
    group_nickname: nickname,
  };
}

function nameOf(corp: Corp, { kind, id, strangerName = '' }: GroupChatMember): string {
  return (kind === 'member' ? findMember(corp, id)?.name : findCustomer(corp, id)?.name) ?? strangerName;
}
