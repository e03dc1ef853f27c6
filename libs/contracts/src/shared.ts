import * as z from 'zod/mini';

export const isoTime = z.iso.datetime();

/** A day on the corp's calendar, `2026-11-29`: no time zone can shift it. */
export const calendarDay = z.string().check(z.regex(/^\d{4}-\d\d-\d\d$/));

export const memberSchema = z.object({
  userId: z.string(),
  /** Null when the member is outside the app's visible range or has left. */
  name: z.nullable(z.string()),
});
