import * as z from 'zod/mini';
import { crmCandidateSchema } from './crm.js';

/** What the first view has no use for: a schema that checks something stays in every file that has a part of its module. */

/** Answer of `GET /api/customers/:externalUserId/crm/search?text=…`. */
export const crmSearchSchema = z.object({ candidates: z.array(crmCandidateSchema) });

/** Body of `POST /api/customers/:externalUserId/crm/link`: a candidate that this member was shown for this customer. */
export const newCrmLinkSchema = z.object({ key: z.string().check(z.minLength(1), z.maxLength(64)) });

/** Body of `POST /api/customers/:externalUserId/crm/reveal`. */
export const revealCrmFieldSchema = z.object({ fieldId: z.string().check(z.minLength(1), z.maxLength(64)) });

export type CrmSearch = z.infer<typeof crmSearchSchema>;
export type NewCrmLink = z.infer<typeof newCrmLinkSchema>;
export type RevealCrmField = z.infer<typeof revealCrmFieldSchema>;
