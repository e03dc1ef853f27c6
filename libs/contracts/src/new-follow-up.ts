import * as z from 'zod/mini';
import { NOTE_LENGTH } from './follow-up.js';
import { stageId } from './new-stage.js';

const note = z.string().check(z.trim(), z.minLength(1), z.maxLength(NOTE_LENGTH));
// oxlint-disable no-underscore-dangle -- so zod/mini calls it, for want of a way to write `default`
const nextContactOn = z._default(z.nullable(z.iso.date()), null);

/** Body of `POST /api/customers/:externalUserId/follow-ups`; its answer is the follow-up. */
export const newFollowUpSchema = z.object({
  /**
   * Made by the page: sent twice, because no answer came to the first, it is still one follow-up. With another content it
   * is refused (INVALID_REQUEST): what has been changed is another follow-up, of another id.
   */
  followUpId: z.uuid(),
  note,
  nextContactOn,
  /** Changes the customer's stage with it; null leaves it. */
  stage: z._default(z.nullable(stageId), null),
});

/**
 * Body of `POST /api/customers/:externalUserId/follow-ups/:followUpId`, which only its author may: what it says from now on. Its
 * answer is the follow-up. The stage that was said with it has been said.
 */
export const editedFollowUpSchema = z.object({ note, nextContactOn });

export type NewFollowUp = z.infer<typeof newFollowUpSchema>;
export type EditedFollowUp = z.infer<typeof editedFollowUpSchema>;
