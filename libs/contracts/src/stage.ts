import * as z from 'zod/mini';
import { wordsSchema } from './crm.js';

/** How far the company has come with a customer. */
export const cardStageSchema = z.object({
  /** Null until a member has said so. */
  current: z.nullable(z.string()),
  /** In the order in which they come. */
  choices: z.array(z.object({ id: z.string(), label: wordsSchema })),
});

export type CardStage = z.infer<typeof cardStageSchema>;
