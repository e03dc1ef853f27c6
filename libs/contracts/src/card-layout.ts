import * as z from 'zod/mini';

/** `follow_ups`, `timeline`, and of the CRM `section:<id>` and `list:<id>`. Those there are depend on the customer's record. */
const panelId = z.string().check(z.regex(/^[\w:.-]{1,80}$/));
const panelIds = z.array(panelId).check(z.maxLength(60));

/**
 * How a member has left the panels of the card, on any customer's: part of the bootstrap's answer, and the body of
 * `POST /api/card-layout`, which answers 204.
 */
export const cardLayoutSchema = z.object({
  /** From the top. Those it does not name come after, in their own order. */
  order: panelIds,
  folded: panelIds,
});

export type CardLayout = z.infer<typeof cardLayoutSchema>;
