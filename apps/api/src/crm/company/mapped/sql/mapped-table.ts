import type { CrmMapping, MappedJoin } from '../../../../config/crm-mapping.js';
import { series, name, parameter, sql, type Fragment, type Parameter } from './fragment.js';

/** In which charset a column is kept; null for one that is no text. */
export type CharsetOf = (table: string, column: string) => string | null;

type Conditions = CrmMapping['customer']['where'];

const OWN = 't';

/** A table of the CRM with what is joined to it, as SQL. Columns are named as in the mapping: `level`, `account.name`. */
export class MappedTable {
  readonly table: Fragment<unknown>;

  constructor(
    private readonly origin: { table: string; joins: Record<string, MappedJoin>; where: Conditions },
    private readonly charsetOf: CharsetOf,
  ) {
    this.table = sql`${tableName(origin.table)} AS ${name(OWN)}`;
  }

  column(reference: string): Fragment<unknown> {
    const [alias, column] = apart(reference);
    return alias === null ? name(OWN, column) : name(joined(alias), column);
  }

  /** A column as utf8mb4 that is equal to nothing but exactly itself, whatever the collation of its table. */
  exactly(reference: string): Fragment<unknown> {
    return sql`CONVERT(${this.column(reference)} USING utf8mb4) COLLATE utf8mb4_bin`;
  }

  /** Those of the joins that some columns need. */
  joins(columns: readonly string[]): Fragment<unknown> {
    const needed = new Set(columns.map((reference) => apart(reference)[0]));
    const joins = Object.entries(this.origin.joins);
    for (const [alias, { on }] of joins.toReversed()) {
      if (needed.has(alias)) Object.values(on).forEach((reference) => needed.add(apart(reference)[0]));
    }
    return series(
      joins.filter(([alias]) => needed.has(alias)).map(([alias, join]) => this.join(alias, join)),
      ' ',
    );
  }

  /** What its rows must be to count. */
  conditions(): Fragment<unknown> {
    return series([sql`TRUE`, ...this.conditionsOn(null, this.origin.where)], ' AND ');
  }

  /**
   * What a column is compared to, so that its index is of use. What a charset has no characters for is equal to nothing:
   * the server would say that it can't compare the two, or look through the whole table.
   */
  compared<Given>(reference: string, value: Parameter<Given>): Fragment<Given> {
    const given = parameter(value);
    const [alias, column] = apart(reference);
    const charset = this.charset(alias, column);
    if (charset === null || charset === 'utf8mb4' || charset === 'binary') return given;
    const kept = sql`CONVERT(${given} USING ${name(charset)})`;
    return sql`IF(CONVERT(${kept} USING utf8mb4) = CONVERT(${given} USING utf8mb4) COLLATE utf8mb4_bin, ${kept}, NULL)`;
  }

  private join(alias: string, { table, on, where }: MappedJoin): Fragment<unknown> {
    const equal = Object.entries(on).map(
      ([column, other]) => sql`${name(joined(alias), column)} = ${this.column(other)}`,
    );
    const conditions = series([...equal, ...this.conditionsOn(alias, where)], ' AND ');
    return sql`LEFT JOIN ${tableName(table)} AS ${name(joined(alias))} ON ${conditions}`;
  }

  private conditionsOn(alias: string | null, conditions: Conditions): Fragment<unknown>[] {
    return Object.entries(conditions).map(([column, value]) => {
      const reference = alias === null ? column : `${alias}.${column}`;
      if (value === null) return sql`${this.column(reference)} IS NULL`;
      // A number that is compared to a text makes the server look through the whole table.
      const isText = this.charset(alias, column) !== null;
      const one = [value]
        .flat()
        .map((code) => this.compared(reference, () => (isText ? String(code) : code)));
      return sql`${this.column(reference)} IN (${series(one, ', ')})`;
    });
  }

  private charset(alias: string | null, column: string): string | null {
    const table = alias === null ? this.origin.table : this.origin.joins[alias]?.table;
    return table === undefined ? null : this.charsetOf(table, column);
  }
}

function apart(reference: string): [alias: string | null, column: string] {
  const point = reference.indexOf('.');
  return point < 0 ? [null, reference] : [reference.slice(0, point), reference.slice(point + 1)];
}

function joined(alias: string): string {
  return `j_${alias}`;
}

function tableName(table: string): Fragment<unknown> {
  return name(...table.split('.'));
}
