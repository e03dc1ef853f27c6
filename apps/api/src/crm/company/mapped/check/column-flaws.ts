import type { Held, TableUse } from '../../../../config/crm-mapping-columns.js';
import { splitColumn } from '../../../../config/crm-mapping-columns.js';
import type { MappingFlaw } from '../../../../config/crm-mapping-flaws.js';
import { perhaps } from '../../../../config/near-names.js';
import type { CrmSchema, SchemaColumn } from './crm-schema.js';

const short = ['char', 'varchar', 'enum', 'uuid'];
const text = [...short, 'tinytext', 'text', 'mediumtext', 'longtext', 'set', 'json', 'inet4', 'inet6'];
const whole = ['tinyint', 'smallint', 'mediumint', 'int', 'bigint'];
const numbers = [...whole, 'decimal', 'float', 'double'];
const days = ['date', 'datetime', 'timestamp'];

/** Which types a use is content with, and how that is said. */
const fitting: Record<Exclude<Held, 'anything'>, { types: readonly string[]; needs: string }> = {
  words: { types: [...text, ...numbers, ...days, 'time', 'year'], needs: 'something that can be read' },
  searched: { types: text, needs: 'a text' },
  code: { types: [...text, ...numbers, 'year'], needs: 'a text or a number' },
  key: { types: [...short, ...whole], needs: 'a char, a varchar or a whole number' },
  id: { types: text, needs: 'a text' },
  phone: { types: [...text, ...whole], needs: 'a text or a whole number' },
  address: { types: text, needs: 'a text' },
  number: { types: numbers, needs: 'a number' },
  date: { types: days, needs: 'a date, datetime or timestamp' },
  day: { types: days, needs: 'a date, datetime or timestamp' },
  moment: { types: numbers, needs: 'a number, since it has a unit' },
};

/** Of people's words: what is kept in another charset was mostly something else when it was written. */
const WORDS: readonly Held[] = ['words', 'searched'];
const charsets = /^(utf|ucs2|gb|big5|ascii)/;

/** What the CRM's tables do not have, and what in them is not as the mapping says. */
export function columnFlaws(use: TableUse, schema: CrmSchema): MappingFlaw[] {
  return [...tableFlaws(use, schema), ...useFlaws(use, schema), ...conditionFlaws(use, schema)];
}

/** The table a join reads; that of the customer, or of the list, without a join. */
export function tableOf({ table, joins }: TableUse, join: string | null): string {
  return join === null ? table : (joins[join]?.table ?? '');
}

function tableFlaws(use: TableUse, schema: CrmSchema): MappingFlaw[] {
  const named = [
    { at: [...use.at, 'table'], table: use.table },
    ...Object.entries(use.joins).map(([alias, { table }]) => ({
      at: [...use.at, 'joins', alias, 'table'],
      table,
    })),
  ];
  return named.flatMap(({ at, table }) =>
    schema.table(table)
      ? []
      : [
          {
            at,
            message: `there is no table ${table} that this user may read${perhaps(table, schema.tableNames)}`,
          },
        ],
  );
}

function useFlaws(use: TableUse, schema: CrmSchema): MappingFlaw[] {
  return use.uses.flatMap(({ at, column, held }): MappingFlaw[] => {
    const { join, name } = splitColumn(column);
    const table = schema.table(tableOf(use, join));
    if (!table) return [];
    const found = table.columns.get(name.toLowerCase());
    if (!found) {
      const near = perhaps(
        name,
        [...table.columns.values()].map((other) => other.name),
      );
      return [{ at, message: `${table.name} has no column ${name} that this user may read${near}` }];
    }
    const message = misfit(held, found);
    return message ? [{ at, message: `${table.name}.${found.name} ${message}` }] : [];
  });
}

function misfit(held: Held, { dataType, type, charset }: SchemaColumn): string | null {
  if (held === 'anything') return null;
  const { types, needs } = fitting[held];
  if (!types.includes(dataType)) {
    const unit =
      held === 'date' && numbers.includes(dataType)
        ? '; if it counts from 1970, say in which unit: s or ms'
        : '';
    return `is ${type}, and this needs ${needs}${unit}`;
  }
  if (WORDS.includes(held) && charset !== null && !charsets.test(charset))
    return `is ${charset}, which has no Chinese: whatever is in there would be shown wrong. Convert it, or show it through a view`;
  return null;
}

/** MySQL compares a text with a number without a word, and finds what nobody meant. */
function conditionFlaws(use: TableUse, schema: CrmSchema): MappingFlaw[] {
  const conditions = [
    { at: use.at, table: use.table, where: use.where },
    ...Object.entries(use.joins).map(([alias, { table, where }]) => ({
      at: [...use.at, 'joins', alias],
      table,
      where,
    })),
  ];
  return conditions.flatMap(({ at, table, where }) =>
    Object.entries(where).flatMap(([name, value]): MappingFlaw[] => {
      const column = schema.column(table, name);
      const values = [value].flat();
      if (!column) return [];
      const say = (message: string) => [
        { at: [...at, 'where', name], message: `${table}.${column.name} is ${column.type}: ${message}` },
      ];
      if (
        numbers.includes(column.dataType) &&
        values.some((one) => typeof one === 'string' && !isNumber(one))
      )
        return say('it can only be compared with a number');
      if (text.includes(column.dataType) && values.some((one) => typeof one === 'number'))
        return say('write what it is compared with in quotes');
      return [];
    }),
  );
}

function isNumber(written: string): boolean {
  return written.trim() !== '' && Number.isFinite(Number(written));
}
