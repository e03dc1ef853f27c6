import { z } from 'zod';
import type { Customer, Follow, Relation } from '../../world/customers.js';
import { findTag } from '../../world/tags.js';
import { findCustomer, isVisible, visibleRelations, type Corp } from '../../world/world.js';
import type { Platform } from '../../platform/platform.js';
import { endpoint, type Caller } from '../endpoint.js';
import { pageOf } from '../paging.js';
import { memberWithCustomers } from '../permissions.js';
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
    const { page, nextCursor } = pageOf(followers, { cursor, limit: FOLLOWERS_PER_PAGE });
    return {
      external_contact: externalContact(platform, corp, customer),
      follow_user: page.map((relation) => followUser(corp, customer, relation)),
      ...(nextCursor ? { next_cursor: nextCursor } : {}),
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
    const follows = followsOf(caller, userid).filter(isTold);
    if (follows.length === 0) throw new Refusal(84061);
    return { external_userid: follows.map(({ customer }) => customer.externalUserId) };
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
    const follows = userIds.flatMap((userId) => followsOf(caller, userId));
    const { page, nextCursor } = pageOf(follows, { cursor, limit }, isTold);
    return {
      external_contact_list: page.map(({ customer, relation }) => {
        const { tags: _tags, ...follow } = followUser(caller.corp, customer, relation);
        return {
          external_contact: externalContact(platform, caller.corp, customer),
          follow_info: { ...follow, tag_id: relation.tagIds },
        };
      }),
      next_cursor: nextCursor,
    };
  },
});

function followsOf(caller: Caller, userId: string): readonly Follow[] {
  return caller.corp.customers.followedBy(memberWithCustomers(caller, userId).userId);
}

/** Once the member has ended the relation the platform does not speak of it (1.7). */
function isTold({ relation }: Follow): boolean {
  return relation.deletedBy !== 'member';
}

function externalContact(platform: Platform, corp: Corp, customer: Customer) {
  return {
    external_userid: customer.externalUserId,
    name: customer.name,
    avatar: customer.hasAvatar ? `${platform.url}/avatars/${corp.corpId}/${customer.externalUserId}.svg` : '',
    type: customer.type,
    gender: customer.gender,
    ...(customer.unionId ? { unionid: customer.unionId } : {}),
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
  const found = findTag(corp, tagId);
  if (!found)
    throw new Error(`somebody of ${corp.corpId} wears the tag ${tagId}, which the corp does not have`);
  return { group_name: found.group.name, tag_name: found.tag.name, tag_id: tagId, type: 1 };
}

function personalTag(name: string) {
  return { group_name: '', tag_name: name, type: 2 };
}
