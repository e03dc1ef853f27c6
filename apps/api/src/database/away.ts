import { ConstantBackoff, handleWhen, retry } from 'cockatiel';
import * as z from 'zod';

/** mysql2 calls an error fatal that has ended the connection, or has kept it from beginning. */
const lostSchema = z.union([
  z.object({ fatal: z.literal(true) }),
  z.object({ driverError: z.object({ fatal: z.literal(true) }) }),
]);

/** Whether the database could not be reached, and not what was asked of it is the trouble. */
export function isDatabaseAway(error: unknown): boolean {
  return lostSchema.safeParse(error).success;
}

/** Waits for a database that is being restarted, for less than the 5 seconds in which the platform wants its answer (6.2). */
export const whileAway = retry(handleWhen(isDatabaseAway), {
  maxAttempts: 18,
  backoff: new ConstantBackoff(200),
});
