import * as z from 'zod/mini';
import { cardLayoutSchema } from './card-layout.js';

const signatureSchema = z.object({
  /** Seconds since 1970, as WeCom signs them. */
  timestamp: z.int(),
  nonceStr: z.string(),
  signature: z.string(),
});

/** Answer of `GET /api/bootstrap?url=<this page>`: everything the page needs before it may talk to the WeCom client. */
export const bootstrapSchema = z.object({
  corp: z.object({ corpId: z.string(), name: z.string() }),
  app: z.object({ agentId: z.int(), name: z.string() }),
  member: z.object({ userId: z.string(), name: z.nullable(z.string()) }),
  cardLayout: cardLayoutSchema,
  /** Both JS-SDK signatures for exactly the url that was asked about. */
  jssdk: z.object({ config: signatureSchema, agentConfig: signatureSchema }),
});

export type Bootstrap = z.infer<typeof bootstrapSchema>;
export type JssdkSignature = z.infer<typeof signatureSchema>;
