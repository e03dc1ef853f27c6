import * as z from 'zod/mini';

/** The id of a choice. */
export const stageId = z.string().check(z.minLength(1), z.maxLength(32));

/** Body of `POST /api/customers/:externalUserId/stage`. */
export const newStageSchema = z.object({ stage: stageId });

export type NewStage = z.infer<typeof newStageSchema>;
