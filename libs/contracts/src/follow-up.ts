import * as z from 'zod/mini';
import { isoTime, memberSchema } from './shared.js';

/** What a note may hold, in characters. */
export const NOTE_LENGTH = 2000;

export const followUpSchema = z.object({
  followUpId: z.string(),
  note: z.string(),
  author: memberSchema,
  createdAt: isoTime,
  nextContactAt: z.nullable(isoTime),
});

export type FollowUp = z.infer<typeof followUpSchema>;
