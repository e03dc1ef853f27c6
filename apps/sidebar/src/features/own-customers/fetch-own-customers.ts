import { apiPaths, customersSchema, type Customers } from '@sidecard/contracts';
import { ask, read } from '../../api/client';

/** The customers the member follows, for a browser beside no chat. */
export function fetchOwnCustomers(mark: string): Promise<Customers> {
  return read(ask(apiPaths.customers, mark), customersSchema);
}
