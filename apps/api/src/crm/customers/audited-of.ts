import type { Audited } from '../../audit/index.js';
import type { ServedCustomer } from './customer-facts.service.js';

/** What is done to a customer, for the audit log. */
export function auditedOf(
  { customer: { externalUserId }, access }: ServedCustomer,
  action: Audited['action'],
  subjectId?: string,
): Audited {
  return { action, externalUserId, access, ...(subjectId === undefined ? {} : { subjectId }) };
}
