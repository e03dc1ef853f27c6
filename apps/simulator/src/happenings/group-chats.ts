import { z } from 'zod';
import type { CallbackEvent } from '../callbacks/message.js';
import { nowInSeconds } from '../clock.js';
import type { Platform } from '../platform/platform.js';
import {
  letIn,
  memberVersionAfter,
  seeOff,
  type GroupChat,
  type GroupChatMember,
} from '../world/group-chats.js';
import { findMember, getCustomer, getGroupChat, getMember, type Corp } from '../world/world.js';
import { announceToCustomerApps } from './announce.js';

const inChat = { corpId: z.string(), chatId: z.string() };

/** What happens in group chats. An id in `ids` is a member's or a customer's. */
export const groupChatHappening = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('groupChatBegins'),
    corpId: z.string(),
    ownerUserId: z.string(),
    name: z.string().default(''),
    notice: z.string().default(''),
    /** Besides the owner, who has invited them. */
    ids: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('peopleJoinGroupChat'),
    ...inChat,
    ids: z.array(z.string()).min(1),
    /** 1 invited, 2 by an invitation link, 3 by QR code. */
    joinScene: z.union([z.literal(1), z.literal(2), z.literal(3)]).default(1),
    invitorUserId: z.string().optional(),
  }),
  z.object({
    kind: z.literal('peopleLeaveGroupChat'),
    ...inChat,
    ids: z.array(z.string()).min(1),
    /** 0 they left, 1 they were removed. */
    quitScene: z.union([z.literal(0), z.literal(1)]).default(0),
  }),
  /** Each of what is given is another change. */
  z.object({
    kind: z.literal('groupChatChanges'),
    ...inChat,
    ownerUserId: z.string().optional(),
    name: z.string().optional(),
    notice: z.string().optional(),
  }),
  z.object({ kind: z.literal('groupChatEnds'), ...inChat }),
]);

type GroupChatHappening = z.infer<typeof groupChatHappening>;

/** @returns the chat's id */
export function groupChatHappens(platform: Platform, corp: Corp, happening: GroupChatHappening): string {
  const chat =
    happening.kind === 'groupChatBegins' ? begin(platform, corp, happening) : living(corp, happening);
  const ownerBefore = chat.ownerUserId;
  const announce = (changeType: string, fields: CallbackEvent['fields'] = {}) =>
    announceToCustomerApps(platform, corp, [ownerBefore, chat.ownerUserId], 'change_external_chat', {
      ChatId: chat.chatId,
      ChangeType: changeType,
      ...fields,
    });
  const announceMembers = (detail: object, ids: string[], lastVersion: string) =>
    announce('update', {
      ...detail,
      MemChangeCnt: ids.length,
      MemChangeList: ids,
      LastMemVer: lastVersion,
      CurMemVer: chat.memberVersion,
    });

  switch (happening.kind) {
    case 'groupChatBegins':
      announce('create');
      break;
    case 'peopleJoinGroupChat': {
      const { joinScene, invitorUserId = null } = happening;
      const lastVersion = chat.memberVersion;
      const joinedAt = nowInSeconds(platform.clock);
      const newcomers = happening.ids.map((id) => person(corp, id, { joinedAt, joinScene, invitorUserId }));
      letIn(chat, newcomers);
      // The event counts an invitation link as an invitation (6.7), the list of members does not (1.10).
      const detail = { UpdateDetail: 'add_member', JoinScene: joinScene === 3 ? 3 : 0 };
      announceMembers(
        detail,
        newcomers.map(({ id }) => id),
        lastVersion,
      );
      break;
    }
    case 'peopleLeaveGroupChat': {
      const { ids, quitScene } = happening;
      const stranger = ids.find(
        (id) => id === chat.ownerUserId || !chat.members.some((one) => one.id === id),
      );
      if (stranger) throw new Error(`${stranger} owns ${chat.chatId} or is not in it`);
      const lastVersion = chat.memberVersion;
      seeOff(chat, ids);
      announceMembers({ UpdateDetail: 'del_member', QuitScene: quitScene }, ids, lastVersion);
      break;
    }
    case 'groupChatChanges': {
      const { ownerUserId, name, notice } = happening;
      if (ownerUserId !== undefined) {
        chat.ownerUserId = getMember(corp, ownerUserId).userId;
        announce('update', { UpdateDetail: 'change_owner' });
      }
      if (name !== undefined) {
        chat.name = name;
        announce('update', { UpdateDetail: 'change_name' });
      }
      if (notice !== undefined) {
        chat.notice = notice;
        announce('update', { UpdateDetail: 'change_notice' });
      }
      break;
    }
    case 'groupChatEnds':
      chat.dismissed = true;
      announce('dismiss');
      break;
  }
  return chat.chatId;
}

function begin(
  platform: Platform,
  corp: Corp,
  { ownerUserId, name, notice, ids }: Extract<GroupChatHappening, { kind: 'groupChatBegins' }>,
): GroupChat {
  const createdAt = nowInSeconds(platform.clock);
  const owner = getMember(corp, ownerUserId).userId;
  const chatId = platform.randomIds('wr', 30);
  const invited = { joinedAt: createdAt, joinScene: 1, invitorUserId: owner } as const;
  const chat: GroupChat = {
    chatId,
    name,
    notice,
    ownerUserId: owner,
    adminUserIds: [],
    createdAt,
    status: 0,
    members: [
      person(corp, owner, { ...invited, invitorUserId: null }),
      ...ids.map((id) => person(corp, id, invited)),
    ],
    memberVersion: memberVersionAfter(chatId),
    dismissed: false,
  };
  corp.groupChats.push(chat);
  return chat;
}

function person(
  corp: Corp,
  id: string,
  how: Pick<GroupChatMember, 'joinedAt' | 'joinScene' | 'invitorUserId'>,
): GroupChatMember {
  const member = findMember(corp, id);
  return member
    ? { ...how, kind: 'member', id: member.userId, nickname: '' }
    : { ...how, kind: 'external', id: getCustomer(corp, id).externalUserId, nickname: '' };
}

function living(corp: Corp, { chatId }: { chatId: string }): GroupChat {
  const chat = getGroupChat(corp, chatId);
  if (chat.dismissed) throw new Error(`${chatId} has been dismissed`);
  return chat;
}
