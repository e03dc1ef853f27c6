import { Table, TableColumn, TableIndex, type QueryRunner, type TableColumnOptions } from 'typeorm';

/** Column kinds for migrations: the same words as in `columns.ts`, for both databases. */
type ColumnKind = (name: string, options?: { nullable?: boolean; length?: number }) => TableColumnOptions;

export interface SchemaWriter {
  /** An id: compared byte by byte. */
  id: ColumnKind;
  /** Words of people: any script, emoji included. */
  text: ColumnKind;
  longText: ColumnKind;
  bytes: ColumnKind;
  number: ColumnKind;
  createTable: (name: string, key: string[], columns: TableColumnOptions[]) => Promise<void>;
  addColumn: (table: string, column: TableColumnOptions) => Promise<void>;
  createIndex: (table: string, columns: string[]) => Promise<void>;
}

/**
 * MySQL and MariaDB servers made without utf8mb4 refuse Chinese text, so every column states its charset. SQLite knows
 * no charsets and would trip over MySQL's collation names.
 */
export function schemaWriter(runner: QueryRunner): SchemaWriter {
  const mysql = runner.dataSource.options.type === 'mysql';
  const charset = (collation: string) => (mysql ? { charset: 'utf8mb4', collation } : {});
  const column =
    (type: string, extra: Partial<TableColumnOptions>): ColumnKind =>
    (name, { nullable = false, length } = {}) => ({
      ...extra,
      name,
      type,
      isNullable: nullable,
      ...(length ? { length: String(length) } : {}),
    });

  return {
    id: (name, options) => column('varchar', charset('utf8mb4_bin'))(name, { length: 64, ...options }),
    text: (name, options) =>
      column('varchar', charset('utf8mb4_unicode_ci'))(name, { length: 255, ...options }),
    longText: column('text', charset('utf8mb4_unicode_ci')),
    bytes: column(mysql ? 'mediumblob' : 'blob', {}),
    number: column('bigint', {}),
    createTable: (name, key, columns) =>
      runner.createTable(
        new Table({
          name,
          columns: columns.map(
            (definition) => new TableColumn({ ...definition, isPrimary: key.includes(definition.name) }),
          ),
        }),
      ),
    addColumn: (table, definition) => runner.addColumn(table, new TableColumn(definition)),
    createIndex: (table, columns) =>
      runner.createIndex(
        table,
        new TableIndex({ name: `ix_${table}_${columns.slice(1).join('_')}`, columnNames: columns }),
      ),
  };
}
