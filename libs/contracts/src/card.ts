import * as z from 'zod/mini';
import { accesses, cardCrmSchema } from './crm.js';
import { followUpSchema } from './follow-up.js';
import { calendarDay, isoTime, memberSchema } from './shared.js';
import { cardStageSchema } from './stage.js';

/** How the member and the customer came together, in our words; `other` is a way this version does not know. */
export const addWays = [
  'unknown',
  'qr_code',
  'phone_search',
  'card_share',
  'group_chat',
  'phone_contacts',
  'wechat_contact',
  'friend_request',
  'service_contact',
  'email_search',
  'video_channel',
  'calendar',
  'meeting',
  'wecom_of_wechat_friend',
  'smart_device',
  'onsite_service',
  'acquisition_link',
  'custom',
  'demand_reply',
  'presales',
  'business_partner',
  'accepted_from_wechat',
  'shared_by_colleague',
  'assigned_by_admin',
  'other',
] as const;

const tagSchema = z.object({
  name: z.string(),
  /** `personal` tags are the member's own: WeCom shows them to that member alone. */
  kind: z.enum(['corp', 'personal', 'rule']),
});

/** What is between one member and this customer. Colleagues have their own remark, tags and phones. */
const relationSchema = z.object({
  /** The logged-in member, or with wider access the colleague within it who has served the customer longest. */
  member: memberSchema,
  remark: z.nullable(z.string()),
  description: z.nullable(z.string()),
  /** The company the member noted for a WeChat customer. */
  remarkCompany: z.nullable(z.string()),
  /** Masked; the digits are only in the answer of the reveal request. */
  maskedPhones: z.array(z.string()),
  tagGroups: z.array(z.object({ name: z.string(), tags: z.array(tagSchema) })),
  addWay: z.enum(addWays),
  addedAt: isoTime,
  /** The channel the customer came through, if the contact link carried one. */
  channel: z.nullable(z.string()),
  /** When the customer deleted the member; null while they have not. */
  customerLeftAt: z.nullable(isoTime),
});

/** Answer of `GET /api/customers/:externalUserId/card`. */
export const cardSchema = z.object({
  externalUserId: z.string(),
  name: z.string(),
  avatarUrl: z.nullable(z.string()),
  kind: z.enum(['wechat', 'wecom']),
  gender: z.enum(['unknown', 'male', 'female']),
  /** Only WeCom customers carry their company. */
  company: z.nullable(
    z.object({
      name: z.string(),
      fullName: z.nullable(z.string()),
      position: z.nullable(z.string()),
    }),
  ),
  access: z.enum(accesses),
  relation: relationSchema,
  /** Other members who serve this customer, longest first. */
  colleagues: z.array(z.extend(memberSchema, { addedAt: isoTime })),
  crm: cardCrmSchema,
  stage: cardStageSchema,
  /** What the member has changed and WeCom has not taken: of `wecomChangeSchema`, for the part that shows it to parse. */
  wecomChanges: z.array(z.unknown()),
  /** The two latest. */
  followUps: z.array(followUpSchema),
  contact: z.object({
    /** The day it is where the corp is. */
    today: calendarDay,
    /** The next step of `relation.member`, as their latest follow-up says. */
    nextOn: z.nullable(calendarDay),
    /** For how many days nobody has followed up, where that is too long and no next step is agreed. */
    quietForDays: z.nullable(z.int()),
  }),
  /** Of the last change this card shows; `live` tells of later ones. Null while there was none. */
  changeId: z.nullable(z.string()),
  /** When WeCom last confirmed the facts it owns. */
  confirmedAt: isoTime,
  /** False when WeCom could not be asked just now: then its facts are those of `confirmedAt`. */
  upToDate: z.boolean(),
});

export type Card = z.infer<typeof cardSchema>;
export type AddWay = (typeof addWays)[number];

/** Answer of `POST /api/customers/:externalUserId/phones/reveal`. In the order of `relation.maskedPhones`. */
export const revealedPhonesSchema = z.object({ phones: z.array(z.string()) });

export type RevealedPhones = z.infer<typeof revealedPhonesSchema>;
