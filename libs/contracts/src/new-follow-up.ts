import * as z from 'zod/mini';
import { NOTE_LENGTH } from './follow-up.js';

/** Body of `POST /api/customers/:externalUserId/follow-ups`; its answer is the follow-up. */
export const newFollowUpSchema = z.object({
  /**
   * Made by the page: sent twice, because no answer came to the first, it is still one follow-up. With another note it is
   * refused (INVALID_REQUEST): what has been changed is another follow-up, of another id.
   */
  followUpId: z.uuid(),
  note: z.string().check(z.trim(), z.minLength(1), z.maxLength(NOTE_LENGTH)),
});

export type NewFollowUp = z.infer<typeof newFollowUpSchema>;
