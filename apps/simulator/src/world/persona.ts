import { Customers, freshRelation, type Customer, type Relation } from './customers.js';
import { memberVersionAfter, type GroupChat } from './group-chats.js';
import type { App, Corp } from './world.js';

/** A corp as the persona files write it: only what matters is said, time is counted back from today. */
export interface CorpPersona extends Omit<Corp, 'apps' | 'customers' | 'tagGroups' | 'groupChats'> {
  apps: Omit<App, 'callback'>[];
  customers: CustomerPersona[];
  /** Group name → tags as `[id, name]`. */
  tagGroups: { groupId: string; name: string; tags: [id: string, name: string][] }[];
  groupChats: GroupChatPersona[];
}

export interface GroupChatPersona extends Pick<GroupChat, 'chatId' | 'name' | 'notice' | 'ownerUserId'> {
  daysAgo: number;
  /** The owner among them. They have invited the customers. */
  memberUserIds: string[];
  externalUserIds: string[];
  /** People whom nobody in the corp has added. */
  strangers?: { externalUserId: string; name: string }[];
  /** What people call themselves in the group, by id. */
  nicknames?: Record<string, string>;
}

export interface CustomerPersona {
  externalUserId: string;
  name: string;
  gender?: 'male' | 'female';
  hasAvatar?: false;
  unionId?: string;
  company?: Customer['company'];
  relations: RelationPersona[];
}

export interface RelationPersona extends Partial<Omit<Relation, 'createdAt' | 'operUserId'>> {
  userId: string;
  daysAgo: number;
  /** Who started the adding; the member, unless said otherwise. */
  operUserId?: string;
}

const DAY_S = 24 * 60 * 60;
const genders = { male: 1, female: 2 } as const;

export function corpFromPersona(persona: CorpPersona, nowS: number): Corp {
  return {
    ...persona,
    apps: persona.apps.map((app) => ({ ...app, callback: null })),
    tagGroups: persona.tagGroups.map(({ groupId, name, tags }, index) => ({
      groupId,
      name,
      createdAt: nowS - 400 * DAY_S,
      order: persona.tagGroups.length - index,
      createdBy: null,
      deleted: false,
      tags: tags.map(([id, tagName], position) => ({
        id,
        name: tagName,
        createdAt: nowS - 400 * DAY_S,
        order: tags.length - position,
        createdBy: null,
        deleted: false,
      })),
    })),
    customers: new Customers(persona.customers.map((customer) => customerFromPersona(customer, nowS))),
    groupChats: persona.groupChats.map((chat) => groupChatFromPersona(chat, nowS)),
  };
}

function customerFromPersona(persona: CustomerPersona, nowS: number): Customer {
  return {
    externalUserId: persona.externalUserId,
    name: persona.name,
    hasAvatar: persona.hasAvatar ?? true,
    type: persona.company ? 2 : 1,
    gender: persona.gender ? genders[persona.gender] : 0,
    unionId: persona.unionId ?? null,
    company: persona.company ?? null,
    relations: persona.relations.map(({ daysAgo, ...relation }) => ({
      ...freshRelation(relation.userId, nowS - daysAgo * DAY_S),
      ...relation,
    })),
  };
}

function groupChatFromPersona(persona: GroupChatPersona, nowS: number): GroupChat {
  const { chatId, name, notice, ownerUserId, memberUserIds, externalUserIds } = persona;
  const { strangers = [], nicknames = {} } = persona;
  const joinedAt = nowS - persona.daysAgo * DAY_S;
  const invited = (id: string) => ({ id, joinedAt, joinScene: 1 as const, nickname: nicknames[id] ?? '' });
  return {
    chatId,
    name,
    notice,
    ownerUserId,
    adminUserIds: [],
    createdAt: joinedAt,
    status: 0,
    members: [
      ...memberUserIds.map((id) => ({ ...invited(id), kind: 'member' as const, invitorUserId: null })),
      ...externalUserIds.map((id) => ({
        ...invited(id),
        kind: 'external' as const,
        invitorUserId: ownerUserId,
      })),
      ...strangers.map(({ externalUserId, name: strangerName }) => ({
        ...invited(externalUserId),
        kind: 'external' as const,
        joinScene: 3 as const,
        invitorUserId: null,
        strangerName,
      })),
    ],
    memberVersion: memberVersionAfter(chatId),
    dismissed: false,
  };
}
