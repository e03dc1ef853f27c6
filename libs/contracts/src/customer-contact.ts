import * as z from 'zod/mini';

/** Answer of `GET /api/customer-contact`. Where the member may not see customers, the refusal says why. */
export const customerContactSchema = z.object({ enabled: z.literal(true) });

export type CustomerContact = z.infer<typeof customerContactSchema>;
