import * as z from 'zod/mini';
import { calendarDay } from './shared.js';

const customer = {
  externalUserId: z.string(),
  name: z.string(),
  remark: z.nullable(z.string()),
  avatarUrl: z.nullable(z.string()),
};

/** Answer of `GET /api/my-day`: whom of their own customers the member is to be in touch with. */
export const myDaySchema = z.object({
  /** The day it is where the corp is. */
  today: calendarDay,
  /** Whose next step is today or was to be earlier, as the member's latest follow-up says; the longest overdue first. */
  due: z.object({
    customers: z.array(
      z.object({
        ...customer,
        nextContactOn: calendarDay,
        /** How that follow-up begins. */
        note: z.string(),
      }),
    ),
    hasMore: z.boolean(),
  }),
  /** With whom no next step is agreed and whom nobody has followed up for long; those it has been least long first. */
  quiet: z.object({
    customers: z.array(z.object({ ...customer, quietForDays: z.int() })),
    hasMore: z.boolean(),
    /** What "long" is, in days. */
    afterDays: z.int(),
  }),
});

export type MyDay = z.infer<typeof myDaySchema>;
