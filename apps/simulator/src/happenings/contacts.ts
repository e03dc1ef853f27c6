import { z } from 'zod';
import { nowInSeconds } from '../clock.js';
import type { Platform } from '../platform/platform.js';
import { freshRelation, type Customer, type Relation } from '../world/customers.js';
import { findTag } from '../world/tags.js';
import {
  findCustomer,
  findRelation,
  getCustomer,
  getMember,
  getRelation,
  type Corp,
} from '../world/world.js';
import { announceToCustomerApps } from './announce.js';

const contact = { corpId: z.string(), userId: z.string(), externalUserId: z.string() };

const adding = {
  ...contact,
  /** Somebody new when nobody has this id; left out, the platform makes one. */
  externalUserId: z.string().optional(),
  name: z.string().default('新客户'),
  /** Makes somebody new a WeCom user. */
  company: z.object({ shortName: z.string(), fullName: z.string(), position: z.string() }).optional(),
  addWay: z.int().default(1),
  /** The channel: 联系我's `state`, or an acquisition link's `customer_channel`. */
  state: z.string().max(30).optional(),
  /** Whether there is still somebody to welcome: not when the admin console has a welcome of its own. */
  welcomeCode: z.boolean().default(true),
};

/** What customers and members do to each other in their clients. */
export const contactHappening = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('customerAddsMember'), ...adding }),
  /** … with "no verification", and the member has not confirmed yet. */
  z.object({ kind: z.literal('customerHalfAddsMember'), ...adding }),
  z.object({
    kind: z.literal('memberEditsCustomer'),
    ...contact,
    remark: z.string().optional(),
    description: z.string().optional(),
    remarkMobiles: z.array(z.string()).optional(),
    remarkCorpName: z.string().optional(),
    addTagIds: z.array(z.string()).default([]),
    removeTagIds: z.array(z.string()).default([]),
    /** The member's own tags, all of them. */
    personalTags: z.array(z.string()).optional(),
  }),
  z.object({
    kind: z.literal('memberDeletesCustomer'),
    ...contact,
    source: z.literal('DELETE_BY_TRANSFER').optional(),
  }),
  /** The one-way relation lives on (1.7). */
  z.object({ kind: z.literal('customerDeletesMember'), ...contact }),
  z.object({
    kind: z.literal('transferFails'),
    ...contact,
    failReason: z.enum(['customer_refused', 'customer_limit_exceed']),
  }),
]);

type ContactHappening = z.infer<typeof contactHappening>;
type Of<Kind extends ContactHappening['kind']> = Extract<ContactHappening, { kind: Kind }>;

/** @returns the customer's external user id */
export function contactHappens(platform: Platform, corp: Corp, happening: ContactHappening): string {
  switch (happening.kind) {
    case 'customerAddsMember':
      return customerAddsMember(platform, corp, happening);
    case 'customerHalfAddsMember': {
      const customer = customerOf(platform, corp, happening);
      const extras = { State: happening.state, WelcomeCode: welcomeCode(platform, customer, happening) };
      return announce(platform, corp, 'add_half_external_contact', happening.userId, customer, extras);
    }
    case 'memberEditsCustomer':
      return memberEditsCustomer(platform, corp, happening);
    case 'memberDeletesCustomer': {
      const { customer, relation } = living(corp, happening);
      relation.deletedBy = 'member';
      const extras = { Source: happening.source };
      return announce(platform, corp, 'del_external_contact', happening.userId, customer, extras);
    }
    case 'customerDeletesMember': {
      const { customer, relation } = living(corp, happening);
      relation.deletedBy = 'customer';
      return announce(platform, corp, 'del_follow_user', happening.userId, customer);
    }
    case 'transferFails': {
      const customer = getCustomer(corp, happening.externalUserId);
      const extras = { FailReason: happening.failReason };
      return announce(platform, corp, 'transfer_fail', happening.userId, customer, extras);
    }
  }
}

function customerAddsMember(platform: Platform, corp: Corp, happening: Of<'customerAddsMember'>): string {
  const { userId } = getMember(corp, happening.userId);
  const customer = customerOf(platform, corp, happening);
  const createdAt = nowInSeconds(platform.clock);
  const beginning = {
    createdAt,
    addWay: happening.addWay,
    operUserId: customer.externalUserId,
    state: happening.state ?? null,
    deletedBy: null,
  };
  const relation = findRelation(customer, userId);
  switch (relation?.deletedBy) {
    case undefined:
      corp.customers.follow(customer, { ...freshRelation(userId, createdAt), ...beginning });
      break;
    case null:
      throw new Error(`${userId} and ${customer.externalUserId} know each other already`);
    case 'customer':
      // The member has never let go of them: remark, tags and phones are still there.
      Object.assign(relation, beginning);
      break;
    case 'member':
      Object.assign(relation, freshRelation(userId, createdAt), beginning);
      break;
  }
  // A chat that has begun already needs no welcome (6.6).
  const welcome = relation ? undefined : welcomeCode(platform, customer, happening);
  const extras = { State: happening.state, WelcomeCode: welcome };
  return announce(platform, corp, 'add_external_contact', userId, customer, extras);
}

function memberEditsCustomer(platform: Platform, corp: Corp, happening: Of<'memberEditsCustomer'>): string {
  const { customer, relation } = living(corp, happening);
  const { remark, description, remarkMobiles, remarkCorpName, personalTags } = happening;
  const { addTagIds, removeTagIds } = happening;
  const unknown = [...addTagIds, ...removeTagIds].find((id) => !findTag(corp, id));
  if (unknown) throw new Error(`${corp.corpId} has no tag ${unknown}`);
  if (remark !== undefined) relation.remark = remark;
  if (description !== undefined) relation.description = description;
  if (remarkMobiles) relation.remarkMobiles = remarkMobiles;
  // WeCom users have a company of their own (1.7).
  if (remarkCorpName !== undefined && customer.type === 1) relation.remarkCorpName = remarkCorpName;
  if (personalTags) relation.personalTags = personalTags;
  relation.tagIds = [...new Set([...relation.tagIds, ...addTagIds])].filter(
    (id) => !removeTagIds.includes(id),
  );
  return announce(platform, corp, 'edit_external_contact', relation.userId, customer);
}

/** Whoever has been there before, or somebody new. */
function customerOf(
  platform: Platform,
  corp: Corp,
  happening: Of<'customerAddsMember' | 'customerHalfAddsMember'>,
) {
  const known = happening.externalUserId && findCustomer(corp, happening.externalUserId);
  if (known) return known;
  const company = happening.company ?? null;
  const externalUserId = happening.externalUserId ?? platform.randomIds(company ? 'wo' : 'wm', 30);
  const customer: Customer = {
    externalUserId,
    name: happening.name,
    hasAvatar: true,
    type: company ? 2 : 1,
    gender: 0,
    unionId: null,
    company,
    relations: [],
  };
  corp.customers.add(customer);
  return customer;
}

/** WeCom users are greeted by their client, and get no code (6.6). */
function welcomeCode(
  platform: Platform,
  customer: Customer,
  { welcomeCode: wanted }: { welcomeCode: boolean },
) {
  return wanted && customer.type === 1 ? platform.randomIds('', 43) : undefined;
}

/** A relation that whoever does something has not ended: for the member it is there when only the customer has gone. */
function living(
  corp: Corp,
  { kind, userId, externalUserId }: { kind: string; userId: string; externalUserId: string },
): { customer: Customer; relation: Relation } {
  const relation = getRelation(corp, externalUserId, userId);
  const { deletedBy } = relation;
  if (deletedBy === 'member' || (deletedBy && kind === 'customerDeletesMember'))
    throw new Error(`${userId} and ${externalUserId}: the ${deletedBy} has ended it already`);
  return { customer: getCustomer(corp, externalUserId), relation };
}

/** Members without 客户联系 have contacts too, and nobody is told of them (6.6). */
function announce(
  platform: Platform,
  corp: Corp,
  changeType: string,
  userId: string,
  { externalUserId }: Customer,
  extras: Record<string, string | undefined> = {},
): string {
  const member = getMember(corp, userId);
  if (member.customerContact)
    announceToCustomerApps(platform, corp, [member.userId], 'change_external_contact', {
      ChangeType: changeType,
      UserID: member.userId,
      ExternalUserID: externalUserId,
      ...extras,
    });
  return externalUserId;
}
