import * as z from 'zod/mini';
import { addWays } from './card.js';
import { crmValueSchema, wordsSchema } from './crm.js';
import { followUpSchema } from './follow-up.js';
import { sendingResults } from './scripts.js';
import { isoTime, memberSchema } from './shared.js';

/** What a member has noted differently. Which, never what: it is their own. */
export const editedFields = ['remark', 'description', 'company', 'phones'] as const;
/** What customers have changed about themselves. */
export const profileFields = ['name', 'avatar', 'gender', 'company', 'position'] as const;

const line = {
  /** The same line keeps its id. */
  id: z.string(),
  at: isoTime,
};
const ofMember = { ...line, member: memberSchema };

export const timelineEntrySchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('added'),
    ...ofMember,
    addWay: z.enum(addWays),
    channel: z.nullable(z.string()),
  }),
  /** The customer has written, and the member has not confirmed them yet. */
  z.object({ kind: z.literal('half_added'), ...ofMember }),
  /** The customer has deleted the member. */
  z.object({ kind: z.literal('customer_left'), ...ofMember }),
  /** The member has deleted the customer, or may no longer be seen to serve them. */
  z.object({ kind: z.literal('ended'), ...ofMember, byTransfer: z.boolean() }),
  z.object({
    kind: z.literal('transfer_failed'),
    ...ofMember,
    reason: z.enum(['customer_refused', 'customer_limit_exceed', 'other']),
  }),
  z.object({
    kind: z.literal('edited'),
    ...ofMember,
    fields: z.array(z.enum(editedFields)),
    tagsAdded: z.array(z.string()),
    tagsRemoved: z.array(z.string()),
  }),
  z.object({
    kind: z.literal('stage_changed'),
    ...ofMember,
    stage: wordsSchema,
    /** Null for the first. */
    previous: z.nullable(wordsSchema),
  }),
  z.object({ kind: z.literal('profile_changed'), ...line, fields: z.array(z.enum(profileFields)) }),
  z.object({ kind: z.enum(['group_joined', 'group_left']), ...line, chatName: z.nullable(z.string()) }),
  z.object({ kind: z.literal('follow_up'), ...line, followUp: followUpSchema }),
  z.object({
    kind: z.literal('script_sent'),
    ...ofMember,
    /** Null for one of the member's own, which is nobody else's to read. */
    title: z.nullable(z.string()),
    /** Of each message that was tried. At least one was sent. */
    results: z.array(z.enum(sendingResults)),
  }),
  /** A row of one of the CRM's lists, such as an order. `label` is the list's. */
  z.object({ kind: z.literal('crm'), ...line, label: wordsSchema, values: z.array(crmValueSchema) }),
]);

/** What a salesperson may want to see alone. `crm` are the rows of the CRM's lists, such as orders. */
export const timelineGroups = ['follow_ups', 'stage', 'crm', 'relation', 'details', 'groups'] as const;

/** Answer of `GET /api/customers/:externalUserId/timeline?before=…&kinds=…`, newest first. `kinds` is a group; all without. */
export const timelineSchema = z.object({
  entries: z.array(timelineEntrySchema),
  /** Asks for what came before; null when there is nothing. */
  next: z.nullable(z.string()),
  /** False while the company's own CRM can't be asked: then what it would add is missing here. True where it is not wanted. */
  isWhole: z.boolean(),
});

export type Timeline = z.infer<typeof timelineSchema>;
export type TimelineEntry = z.infer<typeof timelineEntrySchema>;
export type TimelineGroup = (typeof timelineGroups)[number];
