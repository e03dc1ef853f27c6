import { series, type Fragment } from './fragment.js';
import type { MappedTable } from './mapped-table.js';

/** Cells of a row by the names that the mapping has for them: trimmed, and null where there is nothing. */
export type Row = (column: string) => string | null;

/** The columns of a query, each once. */
export class Selection {
  readonly columns: readonly string[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(columns: readonly string[]) {
    this.columns = [...new Set(columns)];
    this.places = new Map(this.columns.map((column, place) => [column, place]));
  }

  of(table: MappedTable): Fragment<unknown> {
    return series(
      this.columns.map((column) => table.column(column)),
      ', ',
    );
  }

  /** @param cells of a row, from the first of these columns on */
  read(cells: readonly unknown[]): Row {
    return (column) => textOf(cells[this.places.get(column) ?? -1]);
  }
}

/** Several rows of one key are one row, joined to several of another table: the first of them counts. */
export function byKey(rows: readonly Row[], key: string): ReadonlyMap<string, Row> {
  const first = new Map<string, Row>();
  for (const row of rows) {
    const value = row(key);
    if (value !== null && !first.has(value)) first.set(value, row);
  }
  return first;
}

/** What the driver has made of a cell, as text. */
export function textOf(cell: unknown): string | null {
  if (typeof cell === 'string') return cell.trim() || null;
  if (typeof cell === 'number' || typeof cell === 'bigint') return String(cell);
  if (!Buffer.isBuffer(cell)) return null;
  // A BIT(1), as which yes and no are often kept.
  const [first] = cell;
  return cell.length === 1 && (first === 0 || first === 1) ? String(first) : textOf(cell.toString());
}
