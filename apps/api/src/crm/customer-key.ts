export interface CustomerKey {
  corpId: string;
  externalUserId: string;
}

/** Rows of one customer, for `writtenOnce`. */
export const OF_CUSTOMER = 'row.corpId = :corpId AND row.externalUserId = :externalUserId';
