import type { AddWay } from '@sidecard/contracts';
import * as z from 'zod';
import { normalizeUserId } from '../user-id.js';

/** A customer in our words. */
export interface ExternalContact {
  externalUserId: string;
  name: string;
  /** By https. */
  avatarUrl: string | null;
  kind: 'wechat' | 'wecom';
  gender: 'unknown' | 'male' | 'female';
  /** Only of WeChat contacts, of corps that have bound an account of the open platform. */
  unionId: string | null;
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
  /** Ids of the corp's tags and of those of rule groups. */
  tagIds: string[];
  /** The member's own tags, which have no ids. Null where the call does not tell (batch/get_by_user). */
  personalTags: string[] | null;
  addWay: AddWay;
  /** Milliseconds since 1970. */
  addedAt: number;
  channel: string | null;
}

/** A tag as it is seen on a customer: without the order that only the list of tags tells. */
export interface SeenTag {
  tagId: string;
  name: string;
  groupName: string;
  kind: 'corp' | 'rule';
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
  unionid: text,
  position: text,
  corp_name: text,
  corp_full_name: text,
});

const notedFields = {
  userid: z.string(),
  remark: text,
  description: text,
  createtime: z.number(),
  remark_corp_name: text,
  remark_mobiles: z.array(z.string()).default([]),
  add_way: z.number().optional(),
  state: text,
};

const followerSchema = z.object({
  ...notedFields,
  tags: z
    .array(
      z.object({
        group_name: z.string().default(''),
        tag_name: z.string(),
        tag_id: z.string().optional(),
        type: z.number(),
      }),
    )
    .default([]),
});

const followInfoSchema = z.object({ ...notedFields, tag_id: z.array(z.string()).default([]) });

/** Answer of /externalcontact/get (1.7). */
export const answerSchema = z.object({
  external_contact: contactSchema,
  follow_user: z.array(followerSchema),
  next_cursor: z.string().optional(),
});

/** Answer of /externalcontact/batch/get_by_user (1.7): one element for each pair of member and customer. */
export const pairsSchema = z.object({
  external_contact_list: z.array(
    z.object({ external_contact: contactSchema, follow_info: followInfoSchema }),
  ),
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

/** @param local the origin of a platform on this machine, whose pictures come as they can */
export function toContact(contact: z.infer<typeof contactSchema>, local: string | null): ExternalContact {
  return {
    externalUserId: contact.external_userid,
    name: contact.name,
    avatarUrl: contact.avatar !== null && isPicture(contact.avatar, local) ? contact.avatar : null,
    kind: contact.type === 2 ? 'wecom' : 'wechat',
    gender: contact.gender === 1 ? 'male' : contact.gender === 2 ? 'female' : 'unknown',
    unionId: contact.unionid,
    company: contact.corp_name
      ? { name: contact.corp_name, fullName: contact.corp_full_name, position: contact.position }
      : null,
  };
}

/** Only what comes by https: nobody on the way may choose the picture, and no url may bring its own. */
function isPicture(url: string, local: string | null): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || origin === local;
}

export function toFollower({ tags, ...noted }: z.infer<typeof followerSchema>): Follower {
  return {
    ...toNoted(noted),
    tagIds: tags.flatMap(({ tag_id: tagId }) => tagId ?? []),
    personalTags: tags.filter(({ type }) => type === PERSONAL).map(({ tag_name: name }) => name),
  };
}

export function toFollowerOfPair({ tag_id: tagIds, ...noted }: z.infer<typeof followInfoSchema>): Follower {
  return { ...toNoted(noted), tagIds, personalTags: null };
}

export function toSeenTags({ tags }: z.infer<typeof followerSchema>): SeenTag[] {
  return tags.flatMap(({ tag_id: tagId, tag_name: name, group_name: groupName, type }) =>
    tagId ? [{ tagId, name, groupName, kind: type === RULE ? ('rule' as const) : ('corp' as const) }] : [],
  );
}

/** `type` of a tag (1.7); 1 is the corp's. */
const PERSONAL = 2;
const RULE = 3;

type Noted = z.infer<z.ZodObject<typeof notedFields>>;

function toNoted(noted: Noted): Omit<Follower, 'tagIds' | 'personalTags'> {
  return {
    userId: normalizeUserId(noted.userid),
    remark: noted.remark,
    description: noted.description,
    remarkCompany: noted.remark_corp_name,
    // The platform clears the list by storing one empty number (1.7).
    phones: noted.remark_mobiles.filter((phone) => phone !== ''),
    addWay: noted.add_way === undefined ? 'unknown' : (addWays[noted.add_way] ?? 'other'),
    addedAt: noted.createtime * 1000,
    channel: noted.state,
  };
}
