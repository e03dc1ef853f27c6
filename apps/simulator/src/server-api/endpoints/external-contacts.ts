import { z } from 'zod';
import {
  findCustomer,
  findMember,
  isVisible,
  sameUserId,
  visibleRelations,
  type App,
  type Corp,
  type Customer,
  type Relation,
} from '../../world/world.js';
import type { Platform } from '../../platform/platform.js';
import { endpoint, type Caller } from '../endpoint.js';
import { Refusal } from '../refusal.js';

const FOLLOWERS_PER_PAGE = 500;

/** One customer and every member in the app's visible range who follows them (1.7). */
export const externalContactGet = endpoint({
  method: 'GET',
  path: '/externalcontact/get',
  params: z.object({ external_userid: z.string().min(1).max(64), cursor: z.string().optional() }),
  missing: { external_userid: 41035 },
  customerApi: true,
  emptyOnError: { follow_user: [] },
  answer: (platform, { corp, app }, { external_userid: externalUserId, cursor }) => {
    const customer = findCustomer(corp, externalUserId);
    if (!customer) throw new Refusal(40096);
    if (customer.relations.every((relation) => relation.deletedBy === 'member')) throw new Refusal(84061);
    const followers = visibleRelations(app, customer);
    if (followers.length === 0) throw new Refusal(40096);
    const start = cursor ? pageStart(cursor) : 0;
    const end = start + FOLLOWERS_PER_PAGE;
    return {
      external_contact: externalContact(platform, corp, customer),
      follow_user: followers.slice(start, end).map((relation) => followUser(corp, customer, relation)),
      ...(end < followers.length ? { next_cursor: pageCursor(end) } : {}),
    };
  },
});

/** Ids of all customers of one member. A member without any is 84061 (1.7). */
export const externalContactList = endpoint({
  method: 'GET',
  path: '/externalcontact/list',
  params: z.object({ userid: z.string().min(1).max(64) }),
  missing: { userid: 41009 },
  customerApi: true,
  emptyOnError: { external_userid: [] },
  answer: (_platform, caller, { userid }) => {
    const customers = customersOf(caller, userid);
    if (customers.length === 0) throw new Refusal(84061);
    return { external_userid: customers.map(({ customer }) => customer.externalUserId) };
  },
});

/** Members with customer contact inside the app's visible range (1.7). */
export const getFollowUserList = endpoint({
  method: 'GET',
  path: '/externalcontact/get_follow_user_list',
  params: z.object({}),
  customerApi: true,
  emptyOnError: { follow_user: [] },
  answer: (_platform, { corp, app }) => ({
    follow_user: corp.members
      .filter((member) => member.customerContact && isVisible(app, member.userId))
      .map((member) => member.userId),
  }),
});

/** Pairs of member and customer, paged (1.7). Tags are ids here, and the member's own tags are missing. */
export const batchGetByUser = endpoint({
  method: 'POST',
  path: '/externalcontact/batch/get_by_user',
  params: z.object({
    userid_list: z.array(z.string()).min(1).max(100),
    cursor: z.string().optional(),
    limit: z.int().min(1).max(100).default(50),
  }),
  customerApi: true,
  emptyOnError: { external_contact_list: [] },
  answer: (platform, caller, { userid_list: userIds, cursor, limit }) => {
    const pairs = userIds.flatMap((userId) => customersOf(caller, userId));
    const start = cursor ? pageStart(cursor) : 0;
    const end = start + limit;
    return {
      external_contact_list: pairs.slice(start, end).map(({ customer, relation }) => {
        const { tags: _tags, ...follow } = followUser(caller.corp, customer, relation);
        return {
          external_contact: externalContact(platform, caller.corp, customer),
          follow_info: { ...follow, tag_id: relation.tagIds },
        };
      }),
      next_cursor: end < pairs.length ? pageCursor(end) : '',
    };
  },
});

function customersOf({ corp, app }: Caller, userId: string): { customer: Customer; relation: Relation }[] {
  const member = findMember(corp, userId);
  if (!member) throw new Refusal(60111);
  assertInRange(app, member.userId);
  if (!member.customerContact) throw new Refusal(84074);
  return corp.customers.flatMap((customer) =>
    visibleRelations(app, customer)
      .filter((relation) => sameUserId(relation.userId, userId))
      .map((relation) => ({ customer, relation })),
  );
}

function assertInRange(app: App, userId: string): void {
  if (!isVisible(app, userId)) throw new Refusal(60011);
}

function externalContact(platform: Platform, corp: Corp, customer: Customer) {
  return {
    external_userid: customer.externalUserId,
    name: customer.name,
    avatar: customer.hasAvatar ? `${platform.url}/avatars/${corp.corpId}/${customer.externalUserId}.svg` : '',
    type: customer.type,
    gender: customer.gender,
    ...(customer.company
      ? {
          position: customer.company.position,
          corp_name: customer.company.shortName,
          corp_full_name: customer.company.fullName,
          external_profile: { external_attr: [] },
        }
      : {}),
  };
}

function followUser(corp: Corp, customer: Customer, relation: Relation) {
  return {
    userid: relation.userId,
    remark: relation.remark,
    description: relation.description,
    createtime: relation.createdAt,
    tags: [...relation.tagIds.map((id) => corpTag(corp, id)), ...relation.personalTags.map(personalTag)],
    ...(customer.type === 1 ? { remark_corp_name: relation.remarkCorpName } : {}),
    remark_mobiles: relation.remarkMobiles,
    oper_userid: relation.operUserId,
    add_way: relation.addWay,
    ...(relation.state ? { state: relation.state } : {}),
  };
}

function corpTag(corp: Corp, tagId: string) {
  for (const group of corp.tagGroups) {
    const tag = group.tags.find((candidate) => candidate.id === tagId);
    if (tag) return { group_name: group.name, tag_name: tag.name, tag_id: tag.id, type: 1 };
  }
  throw new Error(`persona of ${corp.corpId} wears the tag ${tagId}, which its corp does not have`);
}

function personalTag(name: string) {
  return { group_name: '', tag_name: name, type: 2 };
}

function pageCursor(offset: number): string {
  return Buffer.from(`offset:${offset}`).toString('base64url');
}

function pageStart(cursor: string): number {
  const [, offset] = /^offset:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
  if (!offset) throw new Refusal(50100);
  return Number(offset);
}
