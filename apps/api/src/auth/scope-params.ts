import { AGENT_ID, CORP_ID } from '@sidecard/contracts';
import * as z from 'zod';

/** `:corpId/:agentId` in a path. */
export const scopeParams = z.object({
  corpId: z.string().regex(new RegExp(`^${CORP_ID}$`)),
  agentId: z
    .string()
    .regex(new RegExp(`^${AGENT_ID}$`))
    .transform(Number),
});
