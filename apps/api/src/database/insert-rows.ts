import type { EntityManager, EntityTarget, InsertQueryBuilder, ObjectLiteral } from 'typeorm';
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
  if (manager.dataSource.options.type === 'mysql') return writeRows(manager, 'INSERT IGNORE', entity, rows);
  await insertion(manager, entity, rows).orIgnore().execute();
  return null;
}

/**
 * Inserts rows of which none is there.
 * @param rows as for `insertNew`
 * @throws QueryFailedError
 */
export async function insertAll<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: Row[],
): Promise<void> {
  if (manager.dataSource.options.type === 'mysql') await writeRows(manager, 'INSERT', entity, rows);
  else await insertion(manager, entity, rows).execute();
}

function insertion<Row extends ObjectLiteral>(
  manager: EntityManager,
  entity: EntityTarget<Row>,
  rows: Row[],
): InsertQueryBuilder<Row> {
  return manager.createQueryBuilder().insert().into(entity).values(rows).updateEntity(false);
}

/** The query builder takes longer to write such a statement than MySQL takes to carry it out. */
async function writeRows<Row extends ObjectLiteral>(
  manager: EntityManager,
  verb: 'INSERT' | 'INSERT IGNORE',
  entity: EntityTarget<Row>,
  rows: Row[],
): Promise<number> {
  const { dataSource } = manager;
  const { tableName, columns } = dataSource.getMetadata(entity);
  const names = [tableName, ...columns.map(({ databaseName }) => databaseName)].map((name) =>
    dataSource.driver.escape(name),
  );
  const [table, ...columnNames] = names;
  const values = rows.map((row) =>
    columns.map((column) => dataSource.driver.preparePersistentValue(column.getEntityValue(row), column)),
  );
  const answer: unknown = await manager.query(`${verb} INTO ${table} (${columnNames.join(', ')}) VALUES ?`, [
    values,
  ]);
  return countSchema.parse(answer).affectedRows;
}
