import { foundBys, type FoundBy } from '@sidecard/contracts';
import type { CrmMapping } from '../../../../config/crm-mapping.js';
import { MOST_CANDIDATES } from '../../company-crm.js';
import { columnsOf, placeholders } from '../values/sources.js';
import { series, name, sql, whole, type Fragment, type Parameter } from './fragment.js';
import { MappedTable, type CharsetOf } from './mapped-table.js';
import { Selection } from './selection.js';
import { NAMES, PHONES, type Sought } from './sought.js';

/** By what a customer's record was found, or only might be. The most trusted first. */
export const ways = [...foundBys, 'suggestion'] as const;
export type Way = (typeof ways)[number];

/** As escaped for LIKE, with `%` at its end. */
export interface Searched {
  prefix: string;
}

/** One way of finding customers, which asks one index. */
interface Finding<Given> {
  way: Way;
  /** Those that the condition needs. */
  columns: string[];
  condition: Fragment<Given>;
}

/** One card may see so many rows of what is joined to its candidates. */
const MOST_ROWS = 100;

/** How the customers of a CRM are found, as SQL. */
export class CustomerSql {
  readonly selection: Selection;
  /** Rows of everybody who may be the sought customer: the place of the way in `ways`, then the selection. */
  readonly look: Fragment<Sought>;
  /** Null where nothing may be searched. */
  readonly search: Fragment<Searched> | null;

  private readonly table: MappedTable;
  private readonly trusted: readonly Finding<Sought>[];

  constructor({ customer, fields, lists }: CrmMapping, charsetOf: CharsetOf) {
    this.table = new MappedTable(customer, charsetOf);
    this.selection = new Selection([
      customer.key,
      ...customer.name,
      ...fields.flatMap(columnsOf),
      ...placeholders(customer.link),
      ...lists.map(({ customer: { is } }) => is),
    ]);
    this.trusted = this.trustedFindings(customer);
    const findings = [...this.trusted, ...this.suggestions(customer)];
    this.look = this.rowsOf(customer.key, findings);
    const searches = customer.search.map((column): Finding<Searched> => ({
      way: 'suggestion',
      columns: [column],
      condition: sql`${this.table.column(column)} LIKE ${this.table.compared<Searched>(column, ({ prefix }) => prefix)} ESCAPE '|'`,
    }));
    this.search = searches.length > 0 ? this.rowsOf(customer.key, searches) : null;
  }

  /** A column of the sought customer, which is found as `look` finds it, so that both can be asked at once. */
  valueOf(column: string): Fragment<Sought> {
    const values = this.trusted.map(
      (finding) =>
        sql<Sought>`(SELECT ${this.table.column(column)} ${this.whereFound(finding, [column])} LIMIT 1)`,
    );
    return sql`COALESCE(${series(values, ', ')})`;
  }

  private trustedFindings({ key, match }: CrmMapping['customer']): Finding<Sought>[] {
    const finding = (way: FoundBy, column: string | undefined, values: Parameter<Sought>[]) =>
      column === undefined ? [] : [{ way, columns: [column], condition: this.exactlyOneOf(column, values) }];
    const phones = places(PHONES, (sought) => sought.phones);
    return [
      ...finding('link', key, [({ link }) => link]),
      ...finding('external_user_id', match.externalUserId, [({ externalUserId }) => externalUserId]),
      ...finding('union_id', match.unionId, [({ unionId }) => unionId]),
      ...(match.phone ?? []).flatMap((column) => finding('phone', column, phones)),
    ];
  }

  private suggestions({ match: { suggest } }: CrmMapping['customer']): Finding<Sought>[] {
    if (!suggest) return [];
    const names = this.oneOf(
      suggest.name,
      places(NAMES, (sought) => sought.names),
    );
    const companies = this.oneOf(
      suggest.company,
      places(NAMES, (sought) => sought.companies),
    );
    return [
      {
        way: 'suggestion',
        columns: [suggest.name, suggest.company],
        condition: sql`${names} AND ${companies}`,
      },
    ];
  }

  private oneOf<Given>(column: string, values: Parameter<Given>[]): Fragment<Given> {
    const compared = values.map((value) => this.table.compared(column, value));
    return sql`${this.table.column(column)} IN (${series(compared, ', ')})`;
  }

  /** Collations and conversions take much for the same: `12ab` for 12, `wmA` for `wma`. Those are not the same customer. */
  private exactlyOneOf<Given>(column: string, values: Parameter<Given>[]): Fragment<Given> {
    const exact = values.map((value): Fragment<Given> => ({ text: '?', parameters: [value] }));
    return sql`${this.oneOf(column, values)} AND ${this.table.exactly(column)} IN (${series(exact, ', ')})`;
  }

  private whereFound<Given>({ columns, condition }: Finding<Given>, others: string[]): Fragment<Given> {
    const { table } = this;
    return sql`FROM ${table.table} ${table.joins([...columns, ...others])} WHERE ${condition} AND ${table.conditions()}`;
  }

  /** Each way finds its few keys by its index; what is shown of those is joined once, afterwards. */
  private rowsOf<Given>(key: string, findings: readonly Finding<Given>[]): Fragment<Given> {
    const { table, selection } = this;
    const keys = findings.map(
      (finding) =>
        sql<Given>`(SELECT DISTINCT ${whole(ways.indexOf(finding.way))} AS way, ${table.column(key)} AS found ${this.whereFound(finding, [])} LIMIT ${whole(MOST_CANDIDATES + 1)})`,
    );
    return sql`SELECT f.way, ${selection.of(table)} FROM (${series(keys, ' UNION ALL ')}) AS f STRAIGHT_JOIN ${table.table} ON ${table.column(key)} = ${name('f', 'found')} ${table.joins(selection.columns)} ORDER BY f.way, ${name('f', 'found')} LIMIT ${whole(MOST_ROWS)}`;
  }
}

function places(count: number, texts: (sought: Sought) => readonly string[]): Parameter<Sought>[] {
  return Array.from({ length: count }, (_, place) => (sought: Sought) => texts(sought)[place] ?? null);
}

/** A text as LIKE wants it, of what begins with it. */
export function beginsWith(text: string): string {
  return `${text.replaceAll(/[|%_]/g, '|$&')}%`;
}
