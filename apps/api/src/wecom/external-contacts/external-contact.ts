import type { AddWay } from '@sidecard/contracts';
import * as z from 'zod';
import { normalizeUserId } from '../user-id.js';

/** A customer in our words. */
export interface ExternalContact {
  externalUserId: string;
  name: string;
  avatarUrl: string | null;
  kind: 'wechat' | 'wecom';
  gender: 'unknown' | 'male' | 'female';
  /** Only of WeCom customers. */
  company: { name: string; fullName: string | null; position: string | null } | null;
}

/** One member who follows a customer, and what that member has noted. */
export interface Follower {
  userId: string;
  remark: string | null;
  description: string | null;
  remarkCompany: string | null;
  phones: string[];
  tags: { group: string; name: string; kind: 'corp' | 'personal' | 'rule' }[];
  addWay: AddWay;
  /** Milliseconds since 1970. */
  addedAt: number;
  channel: string | null;
}

/** The platform leaves fields out or sends them empty; both mean that there is nothing. */
const text = z
  .string()
  .optional()
  .transform((value) => value || null);

const contactSchema = z.object({
  external_userid: z.string(),
  name: z.string(),
  avatar: text,
  type: z.number(),
  gender: z.number().optional(),
  position: text,
  corp_name: text,
  corp_full_name: text,
});

const followerSchema = z.object({
  userid: z.string(),
  remark: text,
  description: text,
  createtime: z.number(),
  tags: z
    .array(z.object({ group_name: z.string().default(''), tag_name: z.string(), type: z.number() }))
    .default([]),
  remark_corp_name: text,
  remark_mobiles: z.array(z.string()).default([]),
  add_way: z.number().optional(),
  state: text,
});

/** Answer of /externalcontact/get (1.7). */
export const answerSchema = z.object({
  external_contact: contactSchema,
  follow_user: z.array(followerSchema),
  next_cursor: z.string().optional(),
});

const addWays: Record<number, AddWay> = {
  0: 'unknown',
  1: 'qr_code',
  2: 'phone_search',
  3: 'card_share',
  4: 'group_chat',
  5: 'phone_contacts',
  6: 'wechat_contact',
  7: 'friend_request',
  8: 'service_contact',
  9: 'email_search',
  10: 'video_channel',
  11: 'calendar',
  12: 'meeting',
  13: 'wecom_of_wechat_friend',
  14: 'smart_device',
  15: 'onsite_service',
  16: 'acquisition_link',
  17: 'custom',
  18: 'demand_reply',
  21: 'presales',
  22: 'business_partner',
  24: 'accepted_from_wechat',
  201: 'shared_by_colleague',
  202: 'assigned_by_admin',
};

export function toContact(contact: z.infer<typeof contactSchema>): ExternalContact {
  return {
    externalUserId: contact.external_userid,
    name: contact.name,
    avatarUrl: contact.avatar,
    kind: contact.type === 2 ? 'wecom' : 'wechat',
    gender: contact.gender === 1 ? 'male' : contact.gender === 2 ? 'female' : 'unknown',
    company: contact.corp_name
      ? { name: contact.corp_name, fullName: contact.corp_full_name, position: contact.position }
      : null,
  };
}

export function toFollower(follower: z.infer<typeof followerSchema>): Follower {
  return {
    userId: normalizeUserId(follower.userid),
    remark: follower.remark,
    description: follower.description,
    remarkCompany: follower.remark_corp_name,
    // The platform clears the list by storing one empty number (1.7).
    phones: follower.remark_mobiles.filter((phone) => phone !== ''),
    tags: follower.tags.map(({ group_name: group, tag_name: name, type }) => ({
      group,
      name,
      kind: tagKind(type),
    })),
    addWay: follower.add_way === undefined ? 'unknown' : (addWays[follower.add_way] ?? 'other'),
    addedAt: follower.createtime * 1000,
    channel: follower.state,
  };
}

function tagKind(type: number): 'corp' | 'personal' | 'rule' {
  switch (type) {
    case 2:
      return 'personal';
    case 3:
      return 'rule';
    default:
      return 'corp';
  }
}
