import * as z from 'zod/mini';
import { isoTime, memberSchema } from './shared.js';

/** How a member comes to see a customer: follows them, leads somebody who does, or supervises the whole corp. */
export const accesses = ['own', 'team', 'corp'] as const;

/** Words of the company, which are not the page's: it has them in both of its languages. */
export const wordsSchema = z.object({ zh: z.string(), en: z.string() });

export const tones = ['plain', 'good', 'notice', 'danger'] as const;

export const moneySchema = z.object({
  kind: z.literal('money'),
  /** In the smallest unit of the currency (分 for CNY). */
  amountMinor: z.int(),
  /** ISO 4217. */
  currency: z.string().check(z.regex(/^[A-Z]{3}$/)),
});

/** What a page may be sent to: `javascript:` is an address too. */
const webAddress = z.string().check(z.regex(/^https?:\/\//));

/** What the CRM says of something, and with it how that is to be shown. */
export const crmValueSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('number'), number: z.number() }),
  moneySchema,
  /** `age` is shown as how long ago that was. */
  z.object({ kind: z.literal('date'), at: isoTime, shown: z.enum(['day', 'time', 'age']) }),
  z.object({ kind: z.literal('tag'), tags: z.array(wordsSchema) }),
  z.object({ kind: z.literal('badge'), badge: wordsSchema, tone: z.enum(tones) }),
  z.object({ kind: z.literal('phone'), phone: z.string() }),
  z.object({ kind: z.literal('link'), text: z.string(), url: webAddress }),
  /** From 0 to 1. */
  z.object({ kind: z.literal('progress'), share: z.number() }),
  z.object({ kind: z.literal('member'), member: memberSchema }),
]);

export const crmFieldSchema = z.object({
  id: z.string(),
  label: wordsSchema,
  /** Of the record's sections; `header` is beside the name; null is the first, which has no name. */
  section: z.nullable(z.string()),
  /** Null when the CRM has nothing there. */
  value: z.nullable(crmValueSchema),
  /** Then the value is a text or a phone that tells little; the whole is only in the answer of the reveal request. */
  masked: z.boolean(),
});

const namedSchema = z.object({ id: z.string(), label: wordsSchema });

export const crmListSchema = z.object({
  id: z.string(),
  label: wordsSchema,
  columns: z.array(namedSchema),
  rows: z.array(
    z.object({
      id: z.string(),
      /** Into the CRM's own page. */
      link: z.nullable(webAddress),
      /** As many as there are columns, in their order. */
      values: z.array(z.nullable(crmValueSchema)),
    }),
  ),
  /** There are more than these rows. */
  hasMore: z.boolean(),
  /** Sums of the last twelve months, the oldest first, all twelve; null for a list without. */
  months: z.nullable(
    z.array(z.object({ month: z.string().check(z.regex(/^\d{4}-\d\d$/)), sum: moneySchema })),
  ),
});

export const crmRecordSchema = z.object({
  /** As of a candidate: what belongs to one record must not stay beside another's. */
  key: z.string(),
  title: z.string(),
  /** Into the CRM's own page. */
  link: z.nullable(webAddress),
  sections: z.array(namedSchema),
  fields: z.array(crmFieldSchema),
  lists: z.array(crmListSchema),
});

/** A record of the CRM that may be this customer. Nothing in it is whole that a field masks. */
export const crmCandidateSchema = z.object({
  key: z.string(),
  title: z.string(),
  fields: z.array(crmFieldSchema),
});

/** By what a customer's record was found, the most trusted first. `link`: a member has chosen it. */
export const foundBys = ['link', 'external_user_id', 'union_id', 'phone'] as const;

/** What the company's own CRM says of a customer. */
export const cardCrmSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('found'), by: z.enum(foundBys), record: crmRecordSchema }),
  /** The member has to choose one: `POST …/crm/link`. */
  z.object({ state: z.literal('several'), candidates: z.array(crmCandidateSchema) }),
  /** `suggestions` share a name and a company: they are never taken for the customer without being asked. */
  z.object({
    state: z.literal('none'),
    suggestions: z.array(crmCandidateSchema),
    canSearch: z.boolean(),
    canCreate: z.boolean(),
  }),
  /** The CRM can't be asked just now; everything else on the card is as good as ever. */
  z.object({ state: z.literal('unavailable'), since: isoTime }),
]);

/** Answer of `POST /api/customers/:externalUserId/crm/reveal`. */
export const revealedCrmFieldSchema = z.object({ value: z.nullable(crmValueSchema) });

export type Access = (typeof accesses)[number];
export type Words = z.infer<typeof wordsSchema>;
export type Tone = (typeof tones)[number];
export type CrmValue = z.infer<typeof crmValueSchema>;
export type CrmField = z.infer<typeof crmFieldSchema>;
export type CrmList = z.infer<typeof crmListSchema>;
export type CrmRecord = z.infer<typeof crmRecordSchema>;
export type CrmCandidate = z.infer<typeof crmCandidateSchema>;
export type CardCrm = z.infer<typeof cardCrmSchema>;
export type FoundBy = (typeof foundBys)[number];
export type RevealedCrmField = z.infer<typeof revealedCrmFieldSchema>;
