import type { CardCrm, CrmCandidate, CrmField, CrmList, CrmValue, Words } from '@sidecard/contracts';
import stringWidth from 'string-width';

export type Language = 'zh' | 'en';

const said = {
  zh: {
    found: {
      link: '按成员的选择',
      external_user_id: '按外部联系人 ID',
      union_id: '按 unionid',
      phone: '按手机号',
    },
    several: '找到多条记录，由成员选择：',
    none: '没有找到记录。',
    suggestions: '同名同公司，由成员确认：',
    unavailable: 'CRM 暂时无法访问，自',
    more: '…',
    months: '近十二个月',
  },
  en: {
    found: {
      link: 'as a member has chosen',
      external_user_id: 'by the external user id',
      union_id: 'by the union id',
      phone: 'by a phone',
    },
    several: 'Several records; the member would choose:',
    none: 'No record.',
    suggestions: 'Of the same name and company; the member would be asked:',
    unavailable: 'The CRM does not answer, since',
    more: '…',
    months: 'Last twelve months',
  },
};

/** The CRM's part of a card, as lines of text. */
export function previewText(crm: CardCrm, language: Language): string[] {
  const words = said[language];
  const candidates = (all: CrmCandidate[]) =>
    all.flatMap((one) => [`- ${one.title}`, ...fieldLines(one.fields, language).map((line) => `  ${line}`)]);
  switch (crm.state) {
    case 'found': {
      const { title, link, sections, fields, lists } = crm.record;
      const named = new Map(sections.map(({ id, label }) => [id, label[language]]));
      const places = [...new Set(['header', null, ...sections.map(({ id }) => id)])];
      return [
        `${title}  (${words.found[crm.by]})`,
        ...(link ? [link] : []),
        ...places.flatMap((place) => {
          const lines = fieldLines(
            fields.filter(({ section }) => section === place),
            language,
          );
          const head = named.get(place ?? '');
          return lines.length > 0 && head ? ['', head, ...lines] : lines;
        }),
        ...lists.flatMap((list) => ['', ...listLines(list, language)]),
      ];
    }
    case 'several':
      return [words.several, ...candidates(crm.candidates)];
    case 'none':
      return [
        words.none,
        ...(crm.suggestions.length > 0 ? [words.suggestions, ...candidates(crm.suggestions)] : []),
      ];
    case 'unavailable':
      return [`${words.unavailable} ${crm.since}`];
  }
}

function fieldLines(fields: CrmField[], language: Language): string[] {
  return aligned(fields.map(({ label, value }) => [label[language], textOf(value, language)]));
}

function listLines({ label, columns, rows, hasMore, months }: CrmList, language: Language): string[] {
  const words = said[language];
  const table = [
    columns.map((column) => column.label[language]),
    ...rows.map(({ values, link }) => [...values.map((value) => textOf(value, language)), link ?? '']),
  ];
  const sums = months?.filter(({ sum }) => sum.amountMinor !== 0) ?? [];
  return [
    label[language],
    ...aligned(table),
    ...(hasMore ? [words.more] : []),
    ...(months
      ? [words.months, ...aligned(sums.map(({ month, sum }) => [month, textOf(sum, language)]))]
      : []),
  ];
}

function textOf(value: CrmValue | null, language: Language): string {
  const inWords = (words: Words) => words[language];
  switch (value?.kind) {
    case undefined:
      return '—';
    case 'text':
      return value.text;
    case 'number':
      return value.number.toLocaleString(language);
    case 'money': {
      const { currency } = value;
      const format = new Intl.NumberFormat(language, { style: 'currency', currency });
      return format.format(value.amountMinor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
    }
    case 'date': {
      const time = value.shown === 'time' ? { timeStyle: 'short' as const } : {};
      return new Date(value.at).toLocaleString(language, { dateStyle: 'medium', ...time });
    }
    case 'tag':
      return value.tags.map(inWords).join(' · ');
    case 'badge':
      return `[${inWords(value.badge)}]`;
    case 'phone':
      return value.phone;
    case 'link':
      return `${value.text} <${value.url}>`;
    case 'progress':
      return `${Math.round(value.share * 100)} %`;
    case 'member':
      return value.member.name ?? value.member.userId;
  }
}

/** Columns below each other, also where signs are twice as wide. */
function aligned(rows: string[][]): string[] {
  const widths = rows.reduce<number[]>(
    (sofar, row) =>
      Array.from({ length: Math.max(sofar.length, row.length) }, (_, n) =>
        Math.max(sofar[n] ?? 0, stringWidth(row[n] ?? '')),
      ),
    [],
  );
  return rows.map((row) =>
    row
      .map((cell, n) => cell + ' '.repeat((widths[n] ?? 0) - stringWidth(cell)))
      .join('  ')
      .trimEnd(),
  );
}
