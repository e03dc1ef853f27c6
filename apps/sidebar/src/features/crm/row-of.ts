import type { CrmList, CrmValue } from '@sidecard/contracts';
import { said } from '../../locales';
import { valueText } from './value-text';

type Value<Kind extends CrmValue['kind']> = Extract<CrmValue, { kind: Kind }>;

interface Row {
  title: string;
  money: Value<'money'> | null;
  badge: Value<'badge'> | null;
  /** A date first. What would say nothing by itself has its column's name. */
  rest: string[];
}

/** Where the values of a row go, by what they are: a narrow page has no room for columns. */
export function rowOf({ columns }: Pick<CrmList, 'columns'>, values: (CrmValue | null)[]): Row {
  const cells = values.flatMap((value, index) => {
    const column = columns[index];
    return value && column ? [{ value, label: said(column.label) }] : [];
  });
  const first = <Kind extends CrmValue['kind']>(kind: Kind): Value<Kind> | null =>
    cells.map(({ value }) => value).find((value): value is Value<Kind> => value.kind === kind) ?? null;

  const money = first('money');
  const badge = first('badge');
  const date = first('date');
  const title = first('text') ?? first('link') ?? first('tag') ?? first('number') ?? date ?? money;
  const placed = new Set<CrmValue | null>([title, money, badge, date]);
  return {
    title: title ? valueText(title) : '',
    money: money === title ? null : money,
    badge,
    rest: [
      ...(date && date !== title ? [valueText(date)] : []),
      ...cells
        .filter(({ value }) => !placed.has(value))
        .map(({ value, label }) => (speaksForItself(value) ? '' : `${label} `) + valueText(value)),
    ],
  };
}

function speaksForItself({ kind }: CrmValue): boolean {
  return kind === 'text' || kind === 'link' || kind === 'tag' || kind === 'member' || kind === 'phone';
}
