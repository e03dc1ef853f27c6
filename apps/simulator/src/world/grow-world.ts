import { z } from 'zod';
import { Draws, seededRandomIds, type RandomIds } from '../random.js';
import { freshRelation, type Customer, type Relation } from './customers.js';
import { memberVersionAfter, type GroupChat, type GroupChatMember } from './group-chats.js';
import { companies, givenNames, jobs, notes, ownTags, places, surnames } from './grown-words.js';
import type { Corp, Member } from './world.js';

/** How much comes on top of what a corp has. The same seed brings the same people. */
export const growthSchema = z.object({
  members: z.int().min(1).max(10_000),
  customers: z.int().min(0).max(200_000),
  /** @default one for every eighty customers */
  groupChats: z.int().min(0).max(10_000).optional(),
  seed: z.int(),
});

export type Growth = z.infer<typeof growthSchema>;

interface Chance {
  draws: Draws;
  randomIds: RandomIds;
  /** Seconds since 1970. */
  nowS: number;
}

const DAY_S = 24 * 60 * 60;
const OLDEST_S = 900 * DAY_S;

/** Most customers know one member, some two, few three. */
const FOLLOWERS = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3];

/**
 * Fills a corp up with members, customers and group chats that look like a company's. The new members have all the new
 * customers among them: the personas stay as they are.
 * @param nowS seconds since 1970; everything has happened before
 */
export function growWorld(corp: Corp, growth: Growth, nowS: number): void {
  const chance = { draws: new Draws(growth.seed), randomIds: seededRandomIds(growth.seed), nowS };
  const staff = Array.from({ length: growth.members }, () => member(corp, chance));
  corp.members.push(...staff);
  for (let grown = 0; grown < growth.customers; grown += 1) corp.customers.add(customer(corp, staff, chance));
  const chats = growth.groupChats ?? Math.ceil(growth.customers / 80);
  for (let grown = 0; grown < chats; grown += 1) corp.groupChats.push(groupChat(corp, staff, chance));
}

function member(corp: Corp, { draws, randomIds }: Chance): Member {
  const [surname, latin] = draws.pick(surnames);
  return {
    userId: `${latin}.${randomIds('', 6)}`,
    name: surname + givenName(draws),
    position: draws.pick(jobs),
    department: draws.pick(corp.members).department,
    customerContact: true,
  };
}

function customer(corp: Corp, staff: Member[], chance: Chance): Customer {
  const { draws, randomIds } = chance;
  const isWecom = draws.percent(8);
  const shortName = draws.pick(companies);
  const name = draws.pick(surnames)[0] + givenName(draws);
  const externalUserId = randomIds(isWecom ? 'wo' : 'wm', 30);
  return {
    externalUserId,
    name,
    hasAvatar: draws.percent(95),
    type: isWecom ? 2 : 1,
    gender: draws.pick([0, 1, 2] as const),
    unionId: null,
    company: isWecom ? { shortName, fullName: `${shortName}有限公司`, position: draws.pick(jobs) } : null,
    relations: draws
      .pickSome(staff, draws.pick(FOLLOWERS))
      .map(({ userId }) => relation(corp, userId, externalUserId, name, chance)),
  };
}

function relation(
  corp: Corp,
  userId: string,
  externalUserId: string,
  name: string,
  { draws, nowS }: Chance,
): Relation {
  const place = draws.pick(places);
  const tags = corp.tagGroups.filter(({ deleted }) => !deleted).flatMap((group) => group.tags);
  const fate = draws.int(1, 100);
  return {
    ...freshRelation(userId, nowS - draws.int(1, OLDEST_S)),
    remark: draws.percent(80) ? `${name} ${place}` : '',
    description: draws.percent(40) ? `${place}，${draws.pick(notes)}` : '',
    addWay: draws.pick([1, 1, 1, 2, 3, 4, 10, 16, 201]),
    operUserId: draws.percent(50) ? userId : externalUserId,
    tagIds: draws
      .pickSome(
        tags.filter(({ deleted }) => !deleted),
        draws.int(0, 4),
      )
      .map(({ id }) => id),
    personalTags: draws.percent(10) ? [draws.pick(ownTags)] : [],
    remarkMobiles: draws.percent(60) ? [`1${draws.int(30, 99)}${draws.int(10_000_000, 99_999_999)}`] : [],
    state: draws.percent(15) ? `channel-${draws.int(1, 40)}` : null,
    deletedBy: fate === 1 ? 'member' : fate <= 4 ? 'customer' : null,
  };
}

function groupChat(corp: Corp, staff: Member[], { draws, randomIds, nowS }: Chance): GroupChat {
  const owner = draws.pick(staff).userId;
  const chatId = randomIds('wr', 30);
  const createdAt = nowS - draws.int(DAY_S, OLDEST_S);
  const joins = (kind: GroupChatMember['kind'], id: string): GroupChatMember => ({
    kind,
    id,
    joinedAt: draws.int(createdAt, nowS),
    joinScene: draws.pick([1, 1, 2, 3]),
    invitorUserId: kind === 'external' ? owner : null,
    nickname: '',
  });
  const colleagues = draws.pickSome(
    staff.filter(({ userId }) => userId !== owner),
    draws.int(0, 3),
  );
  const guests = draws.pickSome(corp.customers.followedBy(owner), draws.int(3, 40));
  return {
    chatId,
    name: `${draws.pick(places)}${draws.pick(['团购群', '业主群', '服务群', '老客群'])}`,
    notice: draws.percent(30) ? draws.pick(notes) : '',
    ownerUserId: owner,
    adminUserIds: [],
    createdAt,
    status: 0,
    members: [
      ...[owner, ...colleagues.map(({ userId }) => userId)].map((userId) => joins('member', userId)),
      ...guests.map((guest) => joins('external', guest.customer.externalUserId)),
    ],
    memberVersion: memberVersionAfter(chatId),
    dismissed: false,
  };
}

function givenName(draws: Draws): string {
  return draws.pick(givenNames) + (draws.percent(60) ? draws.pick(givenNames) : '');
}
