import { accesses, tones, wordsSchema, type Words } from '@sidecard/contracts';
import * as z from 'zod';
import { secretReference } from './secret-reference.js';

/**
 * How ops describe the CRM they have: where a customer is, what to show of them, and which lists go with them. This
 * knows how a description is written; whether the CRM is really like that is asked of the CRM (crm/company/mapped).
 * All of it is explained in docs/own-crm.md.
 */

const said = (pattern: RegExp, words: string) => z.string().regex(pattern, words);

/** Ids of our own making: of fields, lists, sections, columns and joins. */
export const slug = said(
  /^[a-zA-Z][a-zA-Z0-9_-]{0,31}$/,
  'an id has letters, digits, - and _, and begins with a letter',
);
/** A table or a column, as it is called in the CRM; `crm2.customers` is a table of another database of that server. */
const identifier = '[\\p{L}_$][\\p{L}\\p{N}_$]{0,63}';
const tableName = said(new RegExp(`^(${identifier}\\.)?${identifier}$`, 'u'), 'not the name of a table');
const ownColumn = said(new RegExp(`^${identifier}$`, 'u'), 'not the name of a column');
/** `level` of the table itself, or `account.name` of a join. */
const column = said(
  new RegExp(`^([a-zA-Z][a-zA-Z0-9_-]{0,31}\\.)?${identifier}$`, 'u'),
  'not the name of a column',
);
/** What a column must be to count, or one of what: never what anybody has asked for. */
const code = z.union([z.string(), z.number()]);
const conditions = z
  .record(
    ownColumn,
    z.union([code, z.null(), z.array(code).min(1).max(16)], {
      error: 'write a text, a number, null, or a list of them; yes and no are 1 and 0 in most databases',
    }),
  )
  .default({});

/** `客户等级`, or `{ zh: 客户等级, en: Level }`. */
export const words = z.union(
  [
    z
      .string()
      .min(1)
      .transform((text): Words => ({ zh: text, en: text })),
    z.strictObject(wordsSchema.shape),
  ],
  {
    error: 'write words, or { zh: …, en: … }',
  },
);
const toned = z.union(
  [
    words.transform((label) => ({ label, tone: 'plain' as const })),
    z
      .strictObject({ zh: z.string(), en: z.string(), tone: z.enum(tones) })
      .transform(({ tone, ...label }) => ({ label, tone })),
  ],
  { error: 'write words, { zh: …, en: … }, or { zh: …, en: …, tone: … }' },
);
const template = z
  .string()
  .regex(/^https?:\/\/[^{}\s]+[^\s]*$/, 'write an address like https://crm.example.com/customers/{id}');

export const crmKinds = [
  'text',
  'number',
  'money',
  'date',
  'tag',
  'badge',
  'phone',
  'link',
  'progress',
  'member',
] as const;
export type CrmKind = (typeof crmKinds)[number];

/** Where a value comes from and how it is shown: of exactly one of `column`, `concat` and `age`. */
const shown = {
  kind: z.enum(crmKinds),
  column: column.optional(),
  /** Several columns in a row, with something between those that are not empty. */
  concat: z.array(column).min(2).max(8).optional(),
  between: z.string().max(8).default(''),
  /** How long ago a date was. */
  age: column.optional(),
  /** Codes of the CRM, and what they mean. */
  labels: z.record(z.string(), toned).optional(),
  /** Of money. */
  currency: said(/^[A-Z]{3}$/, 'write a currency like CNY').default('CNY'),
  /** Of money: in 元 or in 分. Of dates kept as a number: since 1970. */
  unit: z.enum(['major', 'minor', 's', 'ms']).optional(),
  /** Of tags in one column: what stands between them. */
  separator: z.string().min(1).max(4).default(','),
  /** Of progress: what all of it would be. */
  outOf: z.number().positive().default(100),
  /** Of links, where the column is not an address by itself. */
  template: template.optional(),
  /** Of dates: with the time of day. */
  time: z.boolean().default(false),
};

interface Sourced {
  column?: string | undefined;
  concat?: string[] | undefined;
  age?: string | undefined;
  kind: CrmKind;
}
function hasOneSource({ column: one, concat, age }: Sourced): boolean {
  return [one, concat, age].filter((source) => source !== undefined).length === 1;
}
const ONE_SOURCE = { error: 'say where it comes from: one of column, concat and age' };
function fitsSource({ concat, age, kind }: Sourced): boolean {
  return (!concat || kind === 'text') && (!age || kind === 'date');
}
const FITTING_SOURCE = {
  error: 'concat makes a text, and age a date: another kind does not fit',
  path: ['kind'],
};

const fieldSchema = z
  .strictObject({
    id: slug,
    label: words,
    ...shown,
    /** One of `sections`; `header` is beside the name. */
    section: slug.optional(),
    /** Who sees it; left out, everybody who sees the card. */
    roles: z
      .array(z.enum(accesses))
      .min(1)
      .default([...accesses]),
    /** Shown whole only to who asks for it, and that is written down. */
    masked: z.boolean().default(false),
  })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(fitsSource, FITTING_SOURCE);

const listColumnSchema = z
  .strictObject({ id: slug, label: words, ...shown })
  .refine(hasOneSource, ONE_SOURCE)
  .refine(fitsSource, FITTING_SOURCE);

const joinSchema = z.strictObject({
  table: tableName,
  /** Its columns, and what each is equal to: a column of the table itself, or `join.column` of a join above. */
  on: z.record(ownColumn, column).refine((on) => Object.keys(on).length > 0, 'say on which columns'),
  where: conditions,
});
const joins = z.record(slug, joinSchema).default({});

const customerSchema = z.strictObject({
  table: tableName,
  key: ownColumn,
  /** What a record is called: one column, or several that follow each other, like a family name and a given name. */
  name: z.union([column.transform((one) => [one]), z.array(column).min(1).max(3)]),
  joins,
  where: conditions,
  /** How a contact of WeCom is found, besides by what members have chosen. */
  match: z.strictObject({
    externalUserId: column.optional(),
    unionId: column.optional(),
    phone: z.union([column.transform((one) => [one]), z.array(column).min(1).max(3)]).optional(),
    /** Never taken for the customer without being asked. */
    suggest: z.strictObject({ name: column, company: column }).optional(),
  }),
  /** Columns a member may search by what they begin with. */
  search: z.array(column).max(3).default([]),
  /** Ids of the fields that tell records apart, for who has to choose. */
  candidate: z.array(slug).max(4).default([]),
  link: template.optional(),
});

const listSchema = z.strictObject({
  id: slug,
  label: words,
  table: tableName,
  key: ownColumn,
  /** Which of its columns (or of its joins') is which column of the customer's table. */
  customer: z.strictObject({ column, is: ownColumn }),
  joins,
  where: conditions,
  columns: z.array(listColumnSchema).min(1).max(8),
  /** `ordered_at desc` */
  sort: said(
    new RegExp(`^${identifier}( (asc|desc))?$`, 'u'),
    'write a column and perhaps asc or desc',
  ).transform((text) => {
    const [name = '', direction] = text.split(' ');
    return { column: name, descending: direction === 'desc' };
  }),
  limit: z.int().min(1).max(50).default(5),
  /** Sums of the last twelve months, for a small picture. */
  monthly: z
    .strictObject({
      date: ownColumn,
      sum: ownColumn,
      currency: shown.currency,
      unit: z.enum(['major', 'minor']).default('major'),
    })
    .optional(),
  /** The date at which each row has its line in the timeline. */
  timeline: ownColumn.optional(),
  link: template.optional(),
});

/** One file, of one corp. */
export const crmMappingSchema = z.strictObject({
  database: z.strictObject({
    /** `mysql://reader:password@host:3306/crm`, of a user who may do nothing but SELECT. */
    url: secretReference,
    /** Connections of one process. */
    poolSize: z.int().min(1).max(32).default(4),
    /** How long a card waits. Milliseconds. */
    timeoutMs: z.int().min(50).max(10_000).default(1_000),
    /** What the times in the CRM are meant in. */
    timeZone: said(/^[+-](0\d|1[0-4]):[0-5]\d$/, 'write an offset like +08:00, in quotes').default('+08:00'),
  }),
  customer: customerSchema,
  sections: z
    .array(z.strictObject({ id: slug, label: words }))
    .max(8)
    .default([]),
  fields: z.array(fieldSchema).max(40).default([]),
  lists: z.array(listSchema).max(6).default([]),
});

export type CrmMapping = z.output<typeof crmMappingSchema>;
export type MappedField = CrmMapping['fields'][number];
export type MappedList = CrmMapping['lists'][number];
export type MappedColumn = MappedList['columns'][number];
export type MappedJoin = z.output<typeof joinSchema>;

/** What one corp's CRM is, as far as the file says. */
export interface CrmDeclaration {
  mapping: CrmMapping;
  databaseUrl: string;
  /** Says of a place in the file what is wrong there, with its line. */
  flaw: (at: readonly PropertyKey[], message: string) => string;
}
