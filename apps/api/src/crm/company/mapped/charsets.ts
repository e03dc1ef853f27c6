import type { DataSource } from 'typeorm';
import * as z from 'zod';
import type { CrmMapping } from '../../../config/crm-mapping.js';
import type { CharsetOf } from './sql/mapped-table.js';

const columnsSchema = z.array(z.object({ name: z.string(), charset: z.nullable(z.string()) }));

/** In which charsets the tables of a mapping are kept, as their server says. */
export async function readCharsets(dataSource: DataSource, mapping: CrmMapping): Promise<CharsetOf> {
  const tables = new Set(
    [mapping.customer, ...mapping.lists].flatMap(({ table, joins }) => [
      table,
      ...Object.values(joins).map((join) => join.table),
    ]),
  );
  const known = new Map<string, ReadonlyMap<string, string | null>>();
  for (const table of tables) {
    const [name, database = null] = table.split('.').toReversed();
    const columns: unknown = await dataSource.query(
      'SELECT column_name AS name, character_set_name AS charset FROM information_schema.columns WHERE table_schema = COALESCE(?, DATABASE()) AND table_name = ?',
      [database, name],
    );
    known.set(
      table,
      new Map(columnsSchema.parse(columns).map((column) => [column.name.toLowerCase(), column.charset])),
    );
  }
  return (table, column) => known.get(table)?.get(column.toLowerCase()) ?? null;
}
