import type { CrmValue, Words } from '@sidecard/contracts';
import { iso } from '../../../iso.js';
import type { Row } from '../sql/selection.js';
import { readTime } from './crm-time.js';
import { toMoney } from './money.js';
import { fillIn, toUrl, type Shown } from './sources.js';

/** A text of a card is read in passing; what is longer is read in the CRM. */
const LONGEST_TEXT = 1000;

/** What a row has for a field or a column. Null when that is nothing, or nothing that could be shown as its kind. */
export function valueOf(shown: Shown, row: Row, timeZone: string): CrmValue | null {
  const text = sourceOf(shown, row);
  return text === null ? null : readers[shown.kind](text, shown, row, timeZone);
}

function sourceOf({ column, concat, age, between }: Shown, row: Row): string | null {
  if (concat) {
    const texts = concat.map(row).filter((text) => text !== null);
    return texts.length > 0 ? texts.join(between) : null;
  }
  const source = column ?? age;
  return source === undefined ? null : row(source);
}

type Reader = (text: string, shown: Shown, row: Row, timeZone: string) => CrmValue | null;

const readers: Record<Shown['kind'], Reader> = {
  // A text has no words of two languages; a badge has.
  text: (text, shown, row, timeZone) =>
    shown.labels
      ? readers.badge(text, shown, row, timeZone)
      : { kind: 'text', text: text.slice(0, LONGEST_TEXT).replace(/[\uD800-\uDBFF]$/, '') },

  number: (text) => (Number.isFinite(Number(text)) ? { kind: 'number', number: Number(text) } : null),

  money: (text, { unit, currency }) => toMoney(text, unit === 'minor' ? 'minor' : 'major', currency),

  date: (text, { unit, age, time }, _row, timeZone) => {
    const at = readTime(text, unit === 's' || unit === 'ms' ? unit : undefined, timeZone);
    if (at === null) return null;
    if (age !== undefined) return { kind: 'date', at: iso(at), shown: 'age' };
    return { kind: 'date', at: iso(at), shown: time ? 'time' : 'day' };
  },

  tag: (text, shown) => {
    const tags = partsOf(text, shown.separator).map((part) => labelOf(part, shown).words);
    return tags.length > 0 ? { kind: 'tag', tags } : null;
  },

  badge: (text, shown) => {
    const { words, tone } = labelOf(text, shown);
    return { kind: 'badge', badge: words, tone };
  },

  phone: (text) => ({ kind: 'phone', phone: text }),

  link: (text, { template }, row) => {
    const url = template === undefined ? toUrl(text) : fillIn(template, row);
    return url === null ? null : { kind: 'link', text, url };
  },

  progress: (text, { outOf }) => {
    const share = Number(text) / outOf;
    return Number.isFinite(share) ? { kind: 'progress', share: Math.min(Math.max(share, 0), 1) } : null;
  },

  member: (text) => ({ kind: 'member', member: { userId: text.toLowerCase(), name: null } }),
};

function labelOf(
  code: string,
  { labels }: Shown,
): { words: Words; tone: 'plain' | 'good' | 'notice' | 'danger' } {
  // Not what every object has by itself, like `constructor`.
  const known = labels && Object.hasOwn(labels, code) ? labels[code] : undefined;
  return known ? { words: known.label, tone: known.tone } : { words: { zh: code, en: code }, tone: 'plain' };
}

/** Tags with something between them, or as the JSON array that some CRMs keep. */
function partsOf(text: string, separator: string): string[] {
  const inner = /^\["(.*)"\]$/s.exec(text)?.[1];
  const parts = inner === undefined ? text.split(separator) : inner.split(/",\s*"/);
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}
