import type { ObjectLiteral, Repository, SelectQueryBuilder } from 'typeorm';

const ROW = 'row';

/**
 * A question that TypeORM writes once: for those that every card asks, writing takes longer than the database needs to answer.
 * Not for a transaction.
 * @param write says which rows, called `row`, and in which order, with parameters like `:corpId` and lists like
 * `(:...userIds)`
 * @returns asks it with such parameters
 */
export function writtenOnce<Row extends ObjectLiteral>(
  repository: Repository<Row>,
  write: (rows: SelectQueryBuilder<Row>) => SelectQueryBuilder<Row>,
): (asked: object) => Promise<Row[]> {
  const { dataSource } = repository.manager;
  const { driver } = dataSource;
  const columns = repository.metadata.columns.map((column) => ({
    column,
    name: `${ROW}_${column.databaseName}`,
  }));
  const toRow = (found: Record<string, unknown>): Row => {
    const row = repository.create();
    for (const { column, name } of columns) {
      if (name in found) column.setEntityValue(row, driver.prepareHydratedValue(found[name], column));
    }
    return row;
  };
  let statement: string | undefined;
  return async (asked) => {
    statement ??= write(repository.createQueryBuilder(ROW)).getQuery();
    const [sql, values] = driver.escapeQueryWithParameters(statement, asked);
    return (await dataSource.query<Record<string, unknown>[]>(sql, values)).map(toRow);
  };
}
