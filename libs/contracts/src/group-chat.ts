import * as z from 'zod/mini';
import { accesses } from './crm.js';
import { isoTime, memberSchema } from './shared.js';

/** What somebody is called in the group: by WeCom, and by themselves there. */
const calls = { name: z.nullable(z.string()), nickname: z.nullable(z.string()) };

/** Somebody in the group who is not of the company. */
const guestSchema = z.object({
  ...calls,
  /** Whose card this member may open; null for everybody else. */
  externalUserId: z.nullable(z.string()),
  /** This member's own. */
  remark: z.nullable(z.string()),
  avatarUrl: z.nullable(z.string()),
  /** Whose customer it is, longest first; nobody for people who are not known as customers. */
  servedBy: z.array(memberSchema),
});

/** Answer of `GET /api/group-chats/:chatId`. */
export const groupChatSchema = z.object({
  chatId: z.string(),
  /** Null for a group nobody has named. */
  name: z.nullable(z.string()),
  notice: z.nullable(z.string()),
  createdAt: isoTime,
  owner: memberSchema,
  access: z.enum(accesses),
  /** This member's customers first, then those of others, then people who are nobody's. */
  guests: z.array(guestSchema),
  /** Who is of the company, in the order in which they came. */
  members: z.array(z.object({ ...calls, userId: z.string() })),
  /** When WeCom last told who is in it. */
  confirmedAt: isoTime,
  /** False when WeCom could not be asked just now: then this is what it said at `confirmedAt`. */
  upToDate: z.boolean(),
});

export type GroupChatCard = z.infer<typeof groupChatSchema>;
export type GroupGuest = z.infer<typeof guestSchema>;
