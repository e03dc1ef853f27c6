import * as z from 'zod/mini';

/** Answer of `GET /api/customers`: whom the member serves, those added last first: at most 100. */
export const customersSchema = z.object({
  customers: z.array(
    z.object({
      externalUserId: z.string(),
      name: z.string(),
      remark: z.nullable(z.string()),
      avatarUrl: z.nullable(z.string()),
      kind: z.enum(['wechat', 'wecom']),
      companyName: z.nullable(z.string()),
    }),
  ),
});

/** Answer of `GET /api/customer-contact`. Where the member may not see customers, the refusal says why. */
export const customerContactSchema = z.object({ enabled: z.literal(true) });

export type Customers = z.infer<typeof customersSchema>;
export type CustomerContact = z.infer<typeof customerContactSchema>;
