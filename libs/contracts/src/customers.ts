import * as z from 'zod/mini';

/**
 * Body of `POST /api/customers/find`, which changes nothing: what is typed may be a phone number, and has no place in an
 * address. Empty for those added last.
 */
export const soughtSchema = z.object({ text: z.string().check(z.trim(), z.maxLength(64)) });

/** Its answer: whom of their own customers the member may mean, the best first. */
export const foundCustomersSchema = z.object({
  customers: z.array(
    z.object({
      externalUserId: z.string(),
      name: z.string(),
      remark: z.nullable(z.string()),
      avatarUrl: z.nullable(z.string()),
      kind: z.enum(['wechat', 'wecom']),
      /** That of a WeCom customer. */
      companyName: z.nullable(z.string()),
      /** The one the member has noted. */
      remarkCompany: z.nullable(z.string()),
      /** The phone by which they were found. */
      maskedPhone: z.nullable(z.string()),
    }),
  ),
  /** Whether there are others, less likely ones, who are not told. */
  hasMore: z.boolean(),
});

export type Sought = z.infer<typeof soughtSchema>;
export type FoundCustomers = z.infer<typeof foundCustomersSchema>;
export type FoundCustomer = FoundCustomers['customers'][number];
