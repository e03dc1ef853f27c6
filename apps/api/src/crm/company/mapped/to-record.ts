import type { CrmList, CrmValue } from '@sidecard/contracts';
import type { CrmMapping, MappedList } from '../../../config/crm-mapping.js';
import { maskPhone } from '../../customers/mask-phone.js';
import type { CompanyCandidate, CompanyField, CompanyHappening } from '../company-crm.js';
import { twelveMonthsTo } from '../last-months.js';
import type { Cells } from './crm-database.js';
import type { ListSql } from './sql/list-sql.js';
import { byKey, textOf, type Row } from './sql/selection.js';
import { valueOf } from './values/crm-value.js';
import { inZone } from './values/crm-time.js';
import { toMoney } from './values/money.js';
import { fillIn } from './values/sources.js';

/** What records of a mapping are made of. */
export class RecordMaker {
  constructor(private readonly mapping: CrmMapping) {}

  title(row: Row): string {
    const { key, name } = this.mapping.customer;
    return name.map((column) => row(column) ?? '').join('') || (row(key) ?? '');
  }

  fields(row: Row): CompanyField[] {
    const { fields, database } = this.mapping;
    return fields.map((field) => ({
      id: field.id,
      label: field.label,
      section: field.section ?? null,
      value: valueOf(field, row, database.timeZone),
      roles: field.roles,
      masked: field.masked,
    }));
  }

  candidate(key: string, row: Row): CompanyCandidate {
    const { candidate } = this.mapping.customer;
    const fields = this.fields(row).filter(({ id }) => candidate.includes(id));
    return { key, title: this.title(row), fields };
  }

  /** @param found of the customer's `is` column: rows of anybody else are left out */
  list({ list, selection }: ListSql, cells: readonly Cells[], found: string | null, now: number): CrmList {
    const { database } = this.mapping;
    const rows = cells.map(([, ...rest]) => selection.read(rest)).filter((row) => isOf(list, row, found));
    return {
      id: list.id,
      label: list.label,
      columns: list.columns.map(({ id, label }) => ({ id, label })),
      rows: [...byKey(rows, list.key)].slice(0, list.limit).map(([id, row]) => ({
        id,
        link: fillIn(list.link, row),
        values: this.values(list, row),
      })),
      hasMore: rows.length > list.limit,
      months: list.monthly
        ? monthsOf(
            list.monthly,
            rows.length > 0 ? textOf(cells[0]?.[0]) : null,
            inZone(now, database.timeZone),
          )
        : null,
    };
  }

  happenings(
    { list, selection }: ListSql,
    cells: readonly Cells[],
    found: string | null,
  ): CompanyHappening[] {
    const happenings = new Map<string, CompanyHappening>();
    for (const [at, line, ...rest] of cells) {
      const row = selection.read(rest);
      const id = textOf(line);
      if (id === null || happenings.has(id) || !isOf(list, row, found)) continue;
      const values = this.values(list, row, list.timeline).filter((value) => value !== null);
      happenings.set(id, { at: Number(at), id, label: list.label, values });
    }
    return [...happenings.values()];
  }

  /** @param besides the date that says already when it happened */
  private values(list: MappedList, row: Row, besides?: string): (CrmValue | null)[] {
    return list.columns
      .filter(({ column, kind }) => kind !== 'date' || column === undefined || column !== besides)
      .map((column) => {
        const value = valueOf(column, row, this.mapping.database.timeZone);
        return value?.kind === 'phone' ? { ...value, phone: maskPhone(value.phone) } : value;
      });
  }
}

function isOf(list: MappedList, row: Row, found: string | null): boolean {
  return found !== null && row(list.customer.column) === found;
}

/** @param sums `2025-01:600.12,2025-02:1400.08` */
function monthsOf(
  { unit, currency }: NonNullable<MappedList['monthly']>,
  sums: string | null,
  now: string,
): CrmList['months'] {
  const known = new Map(
    (sums ?? '').split(',').map((text): [string, string] => {
      const [month = '', sum = ''] = text.split(':');
      return [month, sum];
    }),
  );
  return twelveMonthsTo(now.slice(0, 7)).map((month) => ({
    month,
    sum: toMoney(known.get(month) ?? '0', unit, currency) ?? { kind: 'money', amountMinor: 0, currency },
  }));
}
