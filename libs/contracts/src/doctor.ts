import * as z from 'zod/mini';
import { wordsSchema } from './crm.js';
import { isoTime } from './shared.js';

/** For supervisors: what is set up wrongly, of their own corp. */
export const doctorPath = '/api/admin/doctor';

/** What was looked at and what was found, in the order of the admin console. */
export const doctorReportSchema = z.object({
  at: isoTime,
  /** Nothing is wrong; there may still be things to check by hand. */
  isRight: z.boolean(),
  findings: z.array(
    z.object({
      /** Null for what is the server's, and not one corp's. */
      corpId: z.nullable(z.string()),
      /** Null for what is the corp's or the server's. */
      agentId: z.nullable(z.number()),
      step: z.string(),
      verdict: z.enum(['right', 'wrong', 'by_hand', 'not_asked']),
      /** Stable: docs/doctor.md. */
      code: z.string(),
      facts: z.record(z.string(), z.string()),
      said: wordsSchema,
      /** Null where there is nothing to do. */
      todo: z.nullable(wordsSchema),
    }),
  ),
});
export type DoctorReport = z.infer<typeof doctorReportSchema>;
