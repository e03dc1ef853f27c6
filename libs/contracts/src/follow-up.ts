import * as z from 'zod/mini';
import { calendarDay, isoTime, memberSchema } from './shared.js';

/** What a note may hold, in characters. */
export const NOTE_LENGTH = 2000;

export const followUpSchema = z.object({
  followUpId: z.string(),
  note: z.string(),
  author: memberSchema,
  createdAt: isoTime,
  /** When the author means to be in touch again. */
  nextContactOn: z.nullable(calendarDay),
  /** Id of the stage that was said with it. */
  stage: z.nullable(z.string()),
  /** When the author has last changed its words. */
  editedAt: z.nullable(isoTime),
});

export type FollowUp = z.infer<typeof followUpSchema>;
