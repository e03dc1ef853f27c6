import * as z from 'zod/mini';
import { editedFields } from './timeline.js';

const ofCustomer = (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}`;

/** Apart from `apiPaths`, because the first view goes without. */
export const wecomChangePaths = {
  /** What tags there are to choose from; and, written, which come on and which come off. */
  tags: (externalUserId: string) => `${ofCustomer(externalUserId)}/tags`,
  /** What the member notes of the customer in WeCom. Answers 204. */
  remark: (externalUserId: string) => `${ofCustomer(externalUserId)}/remark`,
  /** A change that WeCom has refused has been seen. Answers 204. */
  dismiss: (externalUserId: string) => `${ofCustomer(externalUserId)}/wecom-changes/dismiss`,
};

/** What WeCom takes, in characters (1.7). */
export const REMARK_LENGTHS = { remark: 20, description: 150, company: 20 } as const;
/** A phone as a person types it: digits, and what stands between them. */
export const PHONE = /^\+?[\d(][\d ()-]{1,30}$/;

/** Answer of `GET /api/customers/:externalUserId/tags`: the corp's tags, as the member may put them on. */
export const tagChoicesSchema = z.object({
  groups: z.array(
    z.object({
      name: z.string(),
      tags: z.array(
        z.object({
          tagId: z.string(),
          name: z.string(),
          /** What the name is looked for by besides itself: its pinyin, and the first letters of that. */
          spelled: z.array(z.string()),
          /** Changes that are on their way to WeCom count. */
          isWorn: z.boolean(),
        }),
      ),
    }),
  ),
});

/** Why WeCom will never take a change. */
export const wecomRefusals = [
  /** The two have no relation any more, or none that the app is shown. */
  'relation_lost',
  /** A tag that the corp has deleted. */
  'tag_gone',
  /** The app or the member may not do that. */
  'not_permitted',
  /** WeCom does not take what was written. */
  'not_accepted',
  /** It has been tried for half a day. */
  'gave_up',
] as const;

/** One of `card.wecomChanges`: what the member has changed and WeCom has not taken. */
export const wecomChangeSchema = z.object({
  changeId: z.string(),
  /** What it says, phones masked. */
  parts: z.array(z.object({ what: z.enum([...editedFields, 'tag_added', 'tag_removed']), text: z.string() })),
  /** Null while it is on its way, and laid over what the card shows; otherwise the card is without it. */
  refusal: z.nullable(z.enum(wecomRefusals)),
});

export type TagChoices = z.infer<typeof tagChoicesSchema>;
export type WecomRefusal = (typeof wecomRefusals)[number];
export type WecomChange = z.infer<typeof wecomChangeSchema>;
