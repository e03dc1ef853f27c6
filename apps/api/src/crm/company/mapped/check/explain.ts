import type { DataSource } from 'typeorm';
import * as z from 'zod';

const planRows = z.array(
  z.object({
    table: z.string().nullable(),
    type: z.string().nullable(),
    possible_keys: z.string().nullable(),
    Extra: z.string().nullable(),
  }),
);
export type PlanRow = z.output<typeof planRows>[number];

/**
 * How the server would read real tables for a query.
 * @param sql with names from the mapping only, quoted
 */
export async function explain(
  dataSource: DataSource,
  sql: string,
  values: unknown[] = [],
): Promise<PlanRow[]> {
  const rows = planRows.parse(await dataSource.query(`EXPLAIN ${sql}`, values));
  // `<derived2>` is what another row has read.
  return rows.filter(({ table }) => table !== null && !table.startsWith('<'));
}

/** By an index, at least where that is quicker: of a few rows a server rather reads all. */
export function usesIndex({ possible_keys, Extra }: PlanRow): boolean {
  return possible_keys !== null && !Extra?.includes('Range checked for each record');
}

/** `crm2.customers` → `` `crm2`.`customers` `` */
export function quoted(name: string): string {
  return name
    .split('.')
    .map((part) => `\`${part}\``)
    .join('.');
}
