import type { DataSource } from 'typeorm';
import * as z from 'zod';

export interface SchemaColumn {
  name: string;
  /** `varchar`, as information_schema has it, in lower case. */
  dataType: string;
  /** `varchar(20)` */
  type: string;
  /** Null where there is none: of numbers and dates. */
  charset: string | null;
  collation: string | null;
}

export interface SchemaTable {
  /** As the mapping calls it. */
  name: string;
  isView: boolean;
  columns: ReadonlyMap<string, SchemaColumn>;
  indexes: readonly SchemaIndex[];
}

export interface SchemaIndex {
  name: string;
  unique: boolean;
  /** In lower case. */
  columns: readonly string[];
}

/** As a number, or as a text that holds one: which it is, depends on the driver's options. */
const yes = z.coerce.number().transform((number) => number !== 0);
const named = z.array(z.object({ place: z.string(), name: z.string(), view: yes }));
const columnRows = z.array(
  z.object({
    place: z.string(),
    table: z.string(),
    name: z.string(),
    dataType: z.string().toLowerCase(),
    // Older servers add how wide a whole number would be written, which says nothing.
    type: z.string().transform((type) => type.replace(/int\(\d+\)/, 'int')),
    charset: z.string().nullable(),
    collation: z.string().nullable(),
  }),
);
const indexRows = z.array(
  z.object({
    place: z.string(),
    table: z.string(),
    name: z.string(),
    unique: yes,
    column: z.string().nullable(),
  }),
);
const server = z.tuple([z.object({ home: z.string(), ignoresCase: yes })]);

const HOME = 'SELECT DATABASE() home, @@lower_case_table_names <> 0 ignoresCase';
const TABLES = `SELECT TABLE_SCHEMA place, TABLE_NAME name, TABLE_TYPE LIKE '%VIEW' \`view\`
  FROM information_schema.TABLES WHERE TABLE_SCHEMA IN (?)`;
const COLUMNS = `SELECT TABLE_SCHEMA place, TABLE_NAME \`table\`, COLUMN_NAME name, DATA_TYPE dataType, COLUMN_TYPE type,
  CHARACTER_SET_NAME charset, COLLATION_NAME \`collation\`
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA IN (?) AND TABLE_NAME IN (?)`;
const INDEXES = `SELECT TABLE_SCHEMA place, TABLE_NAME \`table\`, INDEX_NAME name, NON_UNIQUE = 0 \`unique\`, COLUMN_NAME \`column\`
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA IN (?) AND TABLE_NAME IN (?) AND INDEX_TYPE NOT IN ('FULLTEXT', 'SPATIAL')
  ORDER BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;

/** The tables and columns of the CRM that the user may read, as far as a mapping is about them. */
export class CrmSchema {
  private constructor(
    private readonly tables: ReadonlyMap<string, SchemaTable>,
    /** All there are, as the mapping would call them. */
    readonly tableNames: readonly string[],
  ) {}

  /** @param wanted as the mapping calls them */
  static async read(dataSource: DataSource, wanted: readonly string[]): Promise<CrmSchema> {
    const [{ home, ignoresCase }] = server.parse(await dataSource.query(HOME));
    const sameCase = (text: string) => (ignoresCase ? text.toLowerCase() : text);
    const placed = wanted.map((name) => {
      const [table = '', place = home] = name.split('.').toReversed();
      return { name, id: sameCase(`${place}.${table}`), place, table };
    });
    const places = [...new Set([home, ...placed.map(({ place }) => place)])];
    const known = named.parse(await dataSource.query(TABLES, [places]));
    const names = placed.map(({ table }) => table);
    const columns = columnRows.parse(await dataSource.query(COLUMNS, [places, names]));
    const indexes = indexRows.parse(await dataSource.query(INDEXES, [places, names]));

    const tables = placed.flatMap(({ name, id }): [string, SchemaTable][] => {
      const isThis = (row: { place: string; table: string }) => sameCase(`${row.place}.${row.table}`) === id;
      const found = known.find((table) => sameCase(`${table.place}.${table.name}`) === id);
      if (!found) return [];
      const own = columns.filter(isThis).map((column) => [column.name.toLowerCase(), column] as const);
      return [
        [name, { name, isView: found.view, columns: new Map(own), indexes: grouped(indexes.filter(isThis)) }],
      ];
    });
    const tableNames = known.map(({ place, name }) => (place === home ? name : `${place}.${name}`));
    return new CrmSchema(new Map(tables), tableNames);
  }

  table(name: string): SchemaTable | undefined {
    return this.tables.get(name);
  }

  column(table: string, name: string): SchemaColumn | undefined {
    return this.table(table)?.columns.get(name.toLowerCase());
  }
}

function grouped(rows: z.output<typeof indexRows>): SchemaIndex[] {
  return [...new Set(rows.map(({ name }) => name))].map((name) => {
    const own = rows.filter((row) => row.name === name);
    return {
      name,
      unique: own.every(({ unique }) => unique),
      columns: own.map(({ column }) => (column ?? '').toLowerCase()),
    };
  });
}
