import * as z from 'zod/mini';

export const isoTime = z.iso.datetime();

export const memberSchema = z.object({
  userId: z.string(),
  /** Null when the member is outside the app's visible range or has left. */
  name: z.nullable(z.string()),
});
