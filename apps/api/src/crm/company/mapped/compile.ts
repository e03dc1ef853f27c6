import type { CrmMapping } from '../../../config/crm-mapping.js';
import { CustomerSql } from './sql/customer-sql.js';
import { ListSql } from './sql/list-sql.js';
import type { CharsetOf } from './sql/mapped-table.js';

/** Everything that is ever asked of a CRM, as SQL that is made once. */
export interface CompiledCrm {
  customer: CustomerSql;
  lists: ListSql[];
}

export function compile(mapping: CrmMapping, charsetOf: CharsetOf): CompiledCrm {
  const customer = new CustomerSql(mapping, charsetOf);
  return { customer, lists: mapping.lists.map((list) => new ListSql(mapping, list, customer, charsetOf)) };
}
