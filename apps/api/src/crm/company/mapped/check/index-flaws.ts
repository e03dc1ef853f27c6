import { QueryFailedError, type DataSource } from 'typeorm';
import type { CrmMapping, MappedJoin } from '../../../../config/crm-mapping.js';
import { splitColumn, tablesOf, type TableUse } from '../../../../config/crm-mapping-columns.js';
import type { MappingFlaw } from '../../../../config/crm-mapping-flaws.js';
import { tableOf } from './column-flaws.js';
import { codeOf } from './connecting.js';
import type { CrmSchema, SchemaTable } from './crm-schema.js';
import { explain, quoted, usesIndex } from './explain.js';

type At = readonly PropertyKey[];
type Way = 'equal' | 'prefix';

/** A column in the place where it really is. */
interface Place {
  table: SchemaTable;
  column: string;
  /** What else is always asked of that table. */
  where: MappedJoin['where'];
}

const UNTELLABLE =
  'the server does not tell this user of the indexes behind a view: GRANT SHOW VIEW on it, and SELECT on the tables behind it';

/**
 * What of a mapping would make the CRM read whole tables: asked of the CRM itself, by EXPLAIN. Of tables and columns that
 * are not there it says nothing.
 */
export class IndexFlaws {
  private readonly flaws: MappingFlaw[] = [];
  /** A join is gone back over by every column of it that is matched, and told of once. */
  private readonly told = new Set<string>();

  constructor(
    private readonly dataSource: DataSource,
    private readonly schema: CrmSchema,
  ) {}

  async of(mapping: CrmMapping): Promise<MappingFlaw[]> {
    const [customer, ...lists] = tablesOf(mapping);
    for (const use of [customer, ...lists]) {
      await this.key(use, use === customer ? mapping.customer.key : this.listAt(mapping, use).key);
      for (const alias of Object.keys(use.joins)) await this.join(use, alias);
    }
    await this.matches(customer, mapping.customer);
    for (const use of lists) await this.list(use, customer, this.listAt(mapping, use));
    return this.flaws;
  }

  private listAt({ lists }: CrmMapping, { at }: TableUse): CrmMapping['lists'][number] {
    const list = lists[Number(at[1])];
    if (!list) throw new RangeError('there is no such list');
    return list;
  }

  private async matches(use: TableUse, { match, search }: CrmMapping['customer']): Promise<void> {
    const at = [...use.at, 'match'];
    if (match.externalUserId) await this.found(use, [...at, 'externalUserId'], [match.externalUserId]);
    if (match.unionId) await this.found(use, [...at, 'unionId'], [match.unionId]);
    for (const [n, column] of (match.phone ?? []).entries())
      await this.found(use, [...at, 'phone', n], [column]);
    if (match.suggest) await this.found(use, [...at, 'suggest'], [match.suggest.name, match.suggest.company]);
    for (const [n, column] of search.entries())
      await this.found(use, [...use.at, 'search', n], [column], 'prefix');
  }

  /** One of these columns leads to the record: by its index, and back along the joins. */
  private async found(use: TableUse, at: At, columns: string[], way: Way = 'equal'): Promise<void> {
    const places = columns.flatMap((column) => this.place(use, column) ?? []);
    if (places.length < columns.length) return;
    for (const [n, place] of places.entries()) {
      if (!(await this.isIndexed(place, way, at))) continue;
      return this.back(use, splitColumn(columns[n] ?? '').join);
    }
    const named = places.map(({ table, column }) => `${table.name}.${column}`).join(' nor ');
    const why = way === 'prefix' ? ' for what a text begins with' : '';
    this.say(
      at,
      `${places.length > 1 ? 'neither ' : ''}${named} has ${places.length > 1 ? 'an' : 'no'} index${why}: the CRM would read the whole table for every card`,
    );
  }

  /** From a row of a join to the rows it belongs to. */
  private async back(use: TableUse, alias: string | null): Promise<void> {
    const join = alias === null ? undefined : use.joins[alias];
    if (!join) return;
    const others = Object.values(join.on);
    const places = others.flatMap((other) => this.place(use, other) ?? []);
    if (places.length < others.length) return;
    const at = [...use.at, 'joins', alias ?? '', 'on', Object.keys(join.on)[0] ?? ''];
    for (const [n, place] of places.entries())
      if (await this.isIndexed(place, 'equal', at)) return this.back(use, splitColumn(others[n] ?? '').join);
    const named = places.map(({ table, column }) => `${table.name}.${column}`).join(', ');
    this.say(at, `${named} has no index, by which to come back from ${alias}`);
  }

  private async join(use: TableUse, alias: string): Promise<void> {
    const on = Object.entries(use.joins[alias]?.on ?? {});
    const pairs = on.flatMap(([own, other]) => {
      const mine = this.place(use, `${alias}.${own}`);
      const theirs = this.place(use, other);
      return mine && theirs ? [{ own, mine, theirs }] : [];
    });
    if (pairs.length < on.length) return;
    const at = [...use.at, 'joins', alias, 'on'];
    const outcomes = [];
    for (const { own, mine, theirs } of pairs) outcomes.push(await this.compare([...at, own], mine, theirs));
    if (outcomes.some((outcome) => outcome !== 'unindexed')) return;
    this.say(
      [...at, pairs[0]?.own ?? ''],
      `${pairs.map(({ mine }) => `${mine.table.name}.${mine.column}`).join(', ')} has no index`,
    );
  }

  private async list(use: TableUse, customer: TableUse, list: CrmMapping['lists'][number]): Promise<void> {
    const { column, is } = list.customer;
    const at = [...use.at, 'customer', 'column'];
    const mine = this.place(use, column);
    const theirs = this.place(customer, is);
    if (!mine || !theirs) return;
    const outcome = await this.compare(at, mine, theirs);
    if (outcome === 'unindexed')
      this.say(
        at,
        `${mine.table.name}.${column} has no index: the CRM would read the whole table for every card`,
      );
    if (outcome === 'indexed') await this.back(use, splitColumn(column).join);
  }

  /** Whether rows are found by `mine` being equal to `theirs`; of a pair that does not go together it says so itself. */
  private async compare(at: At, mine: Place, theirs: Place): Promise<'indexed' | 'unindexed' | 'told'> {
    const named = [mine, theirs].map((place) => this.describe(place));
    const sql =
      `SELECT STRAIGHT_JOIN b.${quoted(mine.column)} FROM ${quoted(theirs.table.name)} a ` +
      `JOIN ${quoted(mine.table.name)} b ON b.${quoted(mine.column)} = a.${quoted(theirs.column)}`;
    const plan = await this.plan(at, sql, [], () => {
      this.say(
        at,
        `${named.join(' and ')} can't be compared: give them one collation, or show one of them through a view`,
      );
    });
    if (!plan) return 'told';
    if (!(await this.isIndexed(mine, 'equal', at))) return 'unindexed';
    const row = plan.find(({ table }) => table === 'b');
    if (!row || usesIndex(row) || row.type === 'system') return 'indexed';
    this.say(
      at,
      `${named.join(' and ')} are so different that an index is no help: give them one type and collation`,
    );
    return 'told';
  }

  private async isIndexed({ table, column, where }: Place, way: Way, at: At): Promise<boolean> {
    const condition = way === 'equal' ? `${quoted(column)} IN (?, ?)` : `${quoted(column)} LIKE ?`;
    // Two values, for of one the server may know already that it is not there.
    const values = way === 'equal' ? ['0', '1'] : ['0%'];
    const sql = `SELECT 1 FROM ${quoted(table.name)} WHERE ${condition}`;
    const plan = await this.plan(at, sql, values, () =>
      this.say(at, `this could not be tried on ${table.name}`),
    );
    if (!plan) return true;
    const leading = table.indexes.filter(({ columns }) => leads(columns, column, where));
    // Of a table of one row the server has read that row instead, and says nothing of indexes.
    if (plan.length === 0 || plan.some(({ type }) => type === 'system'))
      return leading.length > 0 || table.isView;
    return plan.every(usesIndex) || leading.some(({ columns }) => columns[0] !== column.toLowerCase());
  }

  private async key(use: TableUse, key: string): Promise<void> {
    const place = this.place(use, key);
    if (!place) return;
    const at = [...use.at, 'key'];
    const { table, column, where } = place;
    const allowed = [column.toLowerCase(), ...Object.keys(where).map((name) => name.toLowerCase())];
    const isUnique = table.isView
      ? await this.isUniqueInView(place, at)
      : table.indexes.some(
          ({ unique, columns }) => unique && columns.every((name) => allowed.includes(name)),
        );
    if (!isUnique) this.say(at, `${table.name}.${column} is not unique: no index says that it is`);
  }

  /** A view has no indexes of its own: what counts is whether one value brings one row of every table behind it. */
  private async isUniqueInView({ table, column }: Place, at: At): Promise<boolean> {
    const one = `SELECT ${quoted(column)} value FROM ${quoted(table.name)} WHERE ${quoted(column)} IS NOT NULL LIMIT 1`;
    const [row] = await this.dataSource.query<{ value: unknown }[]>(one);
    if (!row) return true;
    const sql = `SELECT 1 FROM ${quoted(table.name)} WHERE ${quoted(column)} = ?`;
    const plan = await this.plan(at, sql, [row.value], () =>
      this.say(at, `this could not be tried on ${table.name}`),
    );
    return !plan || plan.every(({ type }) => type !== null && ['const', 'eq_ref', 'system'].includes(type));
  }

  /** Undefined when the server would not even say how; then `refused` has told, or it was a matter of rights. */
  private async plan(at: At, sql: string, values: unknown[], refused: () => void) {
    try {
      return await explain(this.dataSource, sql, values);
    } catch (error) {
      const code = error instanceof QueryFailedError ? codeOf(error.driverError) : '';
      if (code === 'ER_VIEW_NO_EXPLAIN') this.say(at, UNTELLABLE, UNTELLABLE);
      else if (code.startsWith('ER_CANT_AGGREGATE')) refused();
      else throw error;
      return undefined;
    }
  }

  private place(use: TableUse, written: string): Place | undefined {
    const { join, name } = splitColumn(written);
    const table = this.schema.table(tableOf(use, join));
    const column = table?.columns.get(name.toLowerCase());
    const where = join === null ? use.where : (use.joins[join]?.where ?? {});
    return table && column ? { table, column: column.name, where } : undefined;
  }

  private describe({ table, column }: Place): string {
    const { type, collation } = table.columns.get(column.toLowerCase()) ?? { type: '', collation: null };
    return `${table.name}.${column} (${collation ? `${type}, ${collation}` : type})`;
  }

  /** @param once what is said but once with the same of it */
  private say(at: At, message: string, once = `${at.map(String).join('.')}: ${message}`): void {
    if (this.told.has(once)) return;
    this.told.add(once);
    this.flaws.push({ at, message });
  }
}

/** Whether an index finds a column, with what is always asked of the table before it. */
function leads(index: readonly string[], column: string, where: MappedJoin['where']): boolean {
  const fixed = Object.keys(where).map((name) => name.toLowerCase());
  const place = index.indexOf(column.toLowerCase());
  return place >= 0 && index.slice(0, place).every((name) => fixed.includes(name));
}
