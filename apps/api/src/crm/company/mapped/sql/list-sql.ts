import type { CrmMapping, MappedList } from '../../../../config/crm-mapping.js';
import type { Position } from '../../../timeline/position.js';
import { inZone, startOfMonth, type TimeUnit } from '../values/crm-time.js';
import { columnsOf, placeholders } from '../values/sources.js';
import type { CustomerSql } from './customer-sql.js';
import { name, parameter, sql, whole, type Fragment } from './fragment.js';
import { MappedTable, type CharsetOf } from './mapped-table.js';
import { Selection } from './selection.js';
import type { Sought } from './sought.js';

/** Rows of one list that a page of the timeline may have. */
export const MOST_HAPPENINGS = 50;
/** As many characters as the id of a line of the timeline may have (crm/timeline/position.ts). */
const LINE_ID = 64;
export const MONTHS = 12;

export interface SoughtRows extends Sought {
  /** ms since 1970. */
  now: number;
}
export interface SoughtHappenings extends Sought {
  before: Position;
}
/** Where the timeline begins. */
export const LATEST: Position = { at: Number.MAX_SAFE_INTEGER, id: '' };

/** How the rows of a list are found, as SQL: those of the sought customer, who is found in the same statement. */
export class ListSql {
  readonly selection: Selection;
  /** The latest rows and one more: sums of months (null for a list without), then the selection. */
  readonly rows: Fragment<SoughtRows>;
  /** Rows before a position: when (ms since 1970), id of the line, then the selection. Null for a list without. */
  readonly happened: Fragment<SoughtHappenings> | null;

  private readonly table: MappedTable;
  private readonly timeZone: string;

  constructor(
    mapping: CrmMapping,
    readonly list: MappedList,
    customer: CustomerSql,
    charsetOf: CharsetOf,
  ) {
    this.timeZone = mapping.database.timeZone;
    this.table = new MappedTable(list, charsetOf);
    this.selection = new Selection([
      list.key,
      list.customer.column,
      ...list.columns.flatMap(columnsOf),
      ...placeholders(list.link),
    ]);
    const { table, selection } = this;
    const ofCustomer = sql<Sought>`${table.column(list.customer.column)} = ${customer.valueOf(list.customer.is)} AND ${table.conditions()}`;
    const from = sql<Sought>`FROM ${table.table} ${table.joins(selection.columns)} WHERE ${ofCustomer}`;
    const order = list.sort.descending ? sql`DESC` : sql`ASC`;
    this.rows = sql`SELECT ${this.months(ofCustomer)}, ${selection.of(table)} ${from} ORDER BY ${table.column(list.sort.column)} ${order}, ${table.column(list.key)} ${order} LIMIT ${whole(list.limit + 1)}`;
    this.happened = list.timeline === undefined ? null : this.before(list.timeline, from);
  }

  private months(ofCustomer: Fragment<Sought>): Fragment<SoughtRows> {
    const { table, timeZone, list } = this;
    if (!list.monthly) return sql`NULL`;
    const { date, sum } = list.monthly;
    const unit = this.unitOf(date);
    const time = unit ? sql`FROM_UNIXTIME(${this.milliseconds(date, unit)} / 1000)` : table.column(date);
    const first = parameter<SoughtRows>(({ now }) => {
      const ms = startOfMonth(now, timeZone, MONTHS - 1);
      if (!unit) return inZone(ms, timeZone);
      return unit === 's' ? ms / 1000 : ms;
    });
    return sql`(SELECT GROUP_CONCAT(CONCAT(m.month, ':', m.total)) FROM (SELECT DATE_FORMAT(${time}, '%Y-%m') AS month, SUM(${table.column(sum)}) AS total FROM ${table.table} ${table.joins([list.customer.column])} WHERE ${ofCustomer} AND ${table.column(date)} >= ${first} GROUP BY 1) AS m)`;
  }

  private before(date: string, from: Fragment<Sought>): Fragment<SoughtHappenings> {
    const at = name('at');
    const line = name('line');
    const sameTime = parameter<SoughtHappenings>(({ before }) => before.at);
    const sameLine = parameter<SoughtHappenings>(({ before }) => before.id);
    return sql`SELECT ${this.milliseconds(date, this.unitOf(date))} AS ${at}, ${this.lineId()} AS ${line}, ${this.selection.of(this.table)} ${from} HAVING ${at} > 0 AND (${at} < ${sameTime} OR (${at} = ${sameTime} AND ${line} < ${sameLine})) ORDER BY ${at} DESC, ${line} DESC LIMIT ${whole(MOST_HAPPENINGS)}`;
  }

  private milliseconds(date: string, unit: TimeUnit | undefined): Fragment<unknown> {
    const column = this.table.column(date);
    if (unit === 'ms') return column;
    if (unit === 's') return sql`${column} * 1000`;
    const epoch = parameter(() => inZone(0, this.timeZone));
    return sql`TIMESTAMPDIFF(MICROSECOND, ${epoch}, ${column}) DIV 1000`;
  }

  /** The list and the key of the row; a hash of a key that is too long or not printable. */
  private lineId(): Fragment<unknown> {
    const key = this.table.exactly(this.list.key);
    const prefix = `${this.list.id}.`;
    const room = whole(LINE_ID - prefix.length);
    return sql`CONCAT(${parameter(() => prefix)}, IF(CHAR_LENGTH(${key}) <= ${room} AND ${key} REGEXP '^[!-~]+$', ${key}, LEFT(SHA2(${key}, 256), ${room})))`;
  }

  /** What a date is kept in is said where the date is shown. */
  private unitOf(date: string): TimeUnit | undefined {
    const shown = this.list.columns.find(
      ({ kind, column, age }) => kind === 'date' && (column ?? age) === date,
    );
    return shown?.unit === 's' || shown?.unit === 'ms' ? shown.unit : undefined;
  }
}
