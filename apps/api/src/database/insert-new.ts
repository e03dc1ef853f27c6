import type { EntityManager, EntityTarget, ObjectLiteral } from 'typeorm';
import * as z from 'zod';

const countSchema = z.object({ affectedRows: z.number() });

/**
 * Inserts rows whose keys are not there yet, and leaves the others as they are.
 * @param rows whole ones: a column that is left out becomes null
 * @returns how many were new, where the database says so
 */
export async function insertNew<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: Row[],
): Promise<number | null> {
  const { dataSource } = manager;
  if (dataSource.options.type !== 'mysql') {
    await manager
      .createQueryBuilder()
      .insert()
      .into(entity)
      .values(rows)
      .orIgnore()
      .updateEntity(false)
      .execute();
    return null;
  }
  // The query builder takes longer to write such a statement than MySQL takes to carry it out.
  const { tableName, columns } = dataSource.getMetadata(entity);
  const names = [tableName, ...columns.map(({ databaseName }) => databaseName)].map((name) =>
    dataSource.driver.escape(name),
  );
  const [table, ...columnNames] = names;
  const values = rows.map((row) =>
    columns.map((column) => dataSource.driver.preparePersistentValue(column.getEntityValue(row), column)),
  );
  const answer: unknown = await manager.query(
    `INSERT IGNORE INTO ${table} (${columnNames.join(', ')}) VALUES ?`,
    [values],
  );
  return countSchema.parse(answer).affectedRows;
}
