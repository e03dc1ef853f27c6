import * as z from 'zod/mini';
import { editedFields } from './timeline.js';
import { PHONE, REMARK_LENGTHS } from './wecom-changes.js';

/** More than anybody notes of one customer. */
const MOST_PHONES = 10;
/** More than anybody puts on at once. */
const MOST_TAGS = 100;

const tagIds = z.array(z.string().check(z.regex(/^[\w-]{1,64}$/))).check(z.maxLength(MOST_TAGS));
/** WeCom replaces texts and can't empty them (1.7): that is done in the client. */
const noted = (length: number) => z.optional(z.string().check(z.trim(), z.minLength(1), z.maxLength(length)));

/**
 * Made by the page: sent twice, because no answer came to the first, it is still one change. With other content it is
 * refused (INVALID_REQUEST).
 */
const changeId = z.uuid();

/** Body of `POST /api/customers/:externalUserId/tags`: a difference, so that nobody else's is lost. */
export const newTagChangeSchema = z.object({ changeId, add: tagIds, remove: tagIds }).check(
  z.refine(({ add, remove }) => add.length + remove.length > 0 && !add.some((id) => remove.includes(id)), {
    path: ['add'],
  }),
);

/** Body of `POST /api/customers/:externalUserId/remark`: what is left out stays. */
export const newRemarkChangeSchema = z
  .object({
    changeId,
    remark: noted(REMARK_LENGTHS.remark),
    description: noted(REMARK_LENGTHS.description),
    /** Only of WeChat customers: WeCom users have one of their own. */
    company: noted(REMARK_LENGTHS.company),
    /** All of them; empty for none. */
    phones: z.optional(z.array(z.string().check(z.trim(), z.regex(PHONE))).check(z.maxLength(MOST_PHONES))),
  })
  .check(
    z.refine((change) => editedFields.some((field) => change[field] !== undefined), { path: ['remark'] }),
  );

/** Body of `POST /api/customers/:externalUserId/wecom-changes/dismiss`: a refused change that need not be shown any more. */
export const dismissedChangeSchema = z.object({ changeId });

export type NewTagChange = z.infer<typeof newTagChangeSchema>;
export type NewRemarkChange = z.infer<typeof newRemarkChangeSchema>;
export type DismissedChange = z.infer<typeof dismissedChangeSchema>;
