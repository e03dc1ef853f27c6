import { apiPaths, foundCustomersSchema, type FoundCustomers } from '@sidecard/contracts';
import { post, read } from '../../api/client';

/** Whom of their own customers the member may mean. @param text empty: those added last */
export function findCustomers(mark: string, text: string, signal: AbortSignal): Promise<FoundCustomers> {
  return read(post(apiPaths.findCustomers, mark, { text }, { signal }), foundCustomersSchema);
}
