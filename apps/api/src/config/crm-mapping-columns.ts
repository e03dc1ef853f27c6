import type { CrmMapping, MappedColumn, MappedJoin } from './crm-mapping.js';
import { placeholdersOf } from './link-template.js';

/** What has to be in a column for the use that is made of it. */
export type Held =
  | 'words'
  | 'searched'
  | 'code'
  | 'key'
  | 'id'
  | 'phone'
  | 'address'
  | 'number'
  | 'date'
  /** A date that can't be a number. */
  | 'day'
  /** A date, as a number since 1970. */
  | 'moment'
  | 'anything';

export interface ColumnUse {
  at: readonly PropertyKey[];
  /** `level` of the table itself, or `account.name` of a join. */
  column: string;
  held: Held;
}

/** A table that the mapping is about, with all that it says of it: the customer's, or that of a list. */
export interface TableUse {
  at: readonly PropertyKey[];
  table: string;
  joins: Readonly<Record<string, MappedJoin>>;
  where: MappedJoin['where'];
  uses: ColumnUse[];
}

/** The customer's table, and then those of the lists. */
export function tablesOf(mapping: CrmMapping): [TableUse, ...TableUse[]] {
  return [customerTable(mapping), ...mapping.lists.map((_, index) => listTable(mapping, index))];
}

/** `account.name` → `account` and `name`; `name` is of no join. */
export function splitColumn(column: string): { join: string | null; name: string } {
  const dot = column.indexOf('.');
  return dot < 0 ? { join: null, name: column } : { join: column.slice(0, dot), name: column.slice(dot + 1) };
}

function customerTable({ customer, fields, lists }: CrmMapping): TableUse {
  const at = ['customer'];
  const { match, link } = customer;
  return {
    ...customer,
    at,
    uses: [
      use([...at, 'key'], customer.key, 'key'),
      ...[customer.name].flat().map((column) => use([...at, 'name'], column, 'words')),
      ...optional([...at, 'match', 'externalUserId'], match.externalUserId, 'id'),
      ...optional([...at, 'match', 'unionId'], match.unionId, 'id'),
      ...(match.phone ?? []).map((column, n) => use([...at, 'match', 'phone', n], column, 'phone')),
      ...optional([...at, 'match', 'suggest', 'name'], match.suggest?.name, 'searched'),
      ...optional([...at, 'match', 'suggest', 'company'], match.suggest?.company, 'searched'),
      ...customer.search.map((column, n) => use([...at, 'search', n], column, 'searched')),
      ...placeholders([...at, 'link'], link),
      ...fields.flatMap((field, n) => shownUses(['fields', n], field)),
      ...lists.map((list, n) => use(['lists', n, 'customer', 'is'], list.customer.is, 'anything')),
      ...joinUses(at, customer),
    ],
  };
}

function listTable({ lists }: CrmMapping, index: number): TableUse {
  const list = lists[index];
  if (!list) throw new RangeError(`there is no list ${index}`);
  const at = ['lists', index];
  return {
    ...list,
    at,
    uses: [
      use([...at, 'key'], list.key, 'key'),
      use([...at, 'customer', 'column'], list.customer.column, 'anything'),
      use([...at, 'sort'], list.sort.column, 'anything'),
      ...optional([...at, 'monthly', 'date'], list.monthly?.date, 'day'),
      ...optional([...at, 'monthly', 'sum'], list.monthly?.sum, 'number'),
      ...optional([...at, 'timeline'], list.timeline, 'day'),
      ...placeholders([...at, 'link'], list.link),
      ...list.columns.flatMap((column, n) => shownUses([...at, 'columns', n], column)),
      ...joinUses(at, list),
    ],
  };
}

function joinUses(
  at: readonly PropertyKey[],
  { joins, where }: Pick<TableUse, 'joins' | 'where'>,
): ColumnUse[] {
  const conditions = (inJoin: readonly PropertyKey[], prefix: string, columns: object) =>
    Object.keys(columns).map((column) => use([...inJoin, 'where', column], prefix + column, 'anything'));
  return [
    ...conditions(at, '', where),
    ...Object.entries(joins).flatMap(([alias, join]) => {
      const inJoin = [...at, 'joins', alias];
      const pairs = Object.entries(join.on).flatMap(([own, other]) => [
        use([...inJoin, 'on', own], `${alias}.${own}`, 'anything'),
        use([...inJoin, 'on', own], other, 'anything'),
      ]);
      return [...pairs, ...conditions(inJoin, `${alias}.`, join.where)];
    }),
  ];
}

function shownUses(at: readonly PropertyKey[], shown: MappedColumn): ColumnUse[] {
  return [
    ...optional([...at, 'column'], shown.column, heldBy(shown)),
    ...optional([...at, 'age'], shown.age, heldBy(shown)),
    ...(shown.concat ?? []).map((column, n) => use([...at, 'concat', n], column, 'words')),
    ...placeholders([...at, 'template'], shown.template),
  ];
}

function heldBy({ kind, labels, unit, template }: MappedColumn): Held {
  switch (kind) {
    case 'text':
    case 'tag':
      return labels ? 'code' : 'words';
    case 'badge':
    case 'member':
      return 'code';
    case 'number':
    case 'money':
    case 'progress':
      return 'number';
    case 'date':
      return unit ? 'moment' : 'date';
    case 'link':
      return template ? 'words' : 'address';
    case 'phone':
      return 'phone';
  }
}

function use(at: readonly PropertyKey[], column: string, held: Held): ColumnUse {
  return { at, column, held };
}

function optional(at: readonly PropertyKey[], column: string | undefined, held: Held): ColumnUse[] {
  return column === undefined ? [] : [use(at, column, held)];
}

function placeholders(at: readonly PropertyKey[], template: string | undefined): ColumnUse[] {
  return placeholdersOf(template ?? '').map((column) => use(at, column, 'code'));
}
