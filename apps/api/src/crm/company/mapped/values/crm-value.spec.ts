import { describe, expect, it } from '@jest/globals';
import { crmValueSchema } from '@sidecard/contracts';
import { crmMappingSchema } from '../../../../config/crm-mapping.js';
import type { Row } from '../sql/selection.js';
import { textOf } from '../sql/selection.js';
import { valueOf } from './crm-value.js';

/** A field as ops write it, of a row with these cells. */
function shown(field: object, cells: Record<string, unknown>) {
  const mapping = crmMappingSchema.parse({
    database: { url: { env: 'OWN_CRM_URL' } },
    customer: { table: 'c', key: 'id', name: 'name', match: {} },
    fields: [{ id: 'it', label: '它', ...field }],
  });
  const row: Row = (column) => textOf(cells[column]);
  const value = valueOf(mapping.fields[0]!, row, mapping.database.timeZone);
  return value && crmValueSchema.parse(value);
}

const words = (text: string) => ({ zh: text, en: text });
const levels = { A: { zh: '重要', en: 'Key', tone: 'good' }, B: '普通' };

describe('valueOf', () => {
  it.each<[string, object, Record<string, unknown>, unknown]>([
    ['a text, trimmed', { kind: 'text', column: 'a' }, { a: '  云杉 ' }, { kind: 'text', text: '云杉' }],
    ['nothing of blanks', { kind: 'text', column: 'a' }, { a: '   ' }, null],
    [
      'the beginning of a long text',
      { kind: 'text', column: 'a' },
      { a: `${'x'.repeat(999)}🌲` },
      { kind: 'text', text: 'x'.repeat(999) },
    ],
    [
      'what is there of several columns',
      { kind: 'text', concat: ['a', 'b', 'c'], between: '-' },
      { a: '浙江', b: ' ', c: '杭州' },
      { kind: 'text', text: '浙江-杭州' },
    ],
    ['nothing of empty columns', { kind: 'text', concat: ['a', 'b'] }, { a: null, b: '' }, null],
    [
      'a labelled text',
      { kind: 'text', column: 'a', labels: levels },
      { a: 'B' },
      { kind: 'badge', badge: words('普通'), tone: 'plain' },
    ],
    ['a number', { kind: 'number', column: 'a' }, { a: '12.50' }, { kind: 'number', number: 12.5 }],
    ['no number', { kind: 'number', column: 'a' }, { a: 'twelve' }, null],
    ['a BIT', { kind: 'number', column: 'a' }, { a: Buffer.from([1]) }, { kind: 'number', number: 1 }],
    [
      'a badge',
      { kind: 'badge', column: 'a', labels: levels },
      { a: 'A' },
      { kind: 'badge', badge: { zh: '重要', en: 'Key' }, tone: 'good' },
    ],
    [
      'a code of a number',
      { kind: 'badge', column: 'a', labels: { 1: '新' } },
      { a: 1 },
      { kind: 'badge', badge: words('新'), tone: 'plain' },
    ],
    [
      'a code that nobody has labelled',
      { kind: 'badge', column: 'a', labels: levels },
      { a: 'constructor' },
      { kind: 'badge', badge: words('constructor'), tone: 'plain' },
    ],
    [
      'tags',
      { kind: 'tag', column: 'a', labels: levels },
      { a: 'A, 新,,' },
      { kind: 'tag', tags: [{ zh: '重要', en: 'Key' }, words('新')] },
    ],
    [
      'tags between anything',
      { kind: 'tag', column: 'a', separator: '^,^' },
      { a: 'x^,^y' },
      { kind: 'tag', tags: [words('x'), words('y')] },
    ],
    [
      'tags of an array',
      { kind: 'tag', column: 'a' },
      { a: '["x","y"]' },
      { kind: 'tag', tags: [words('x'), words('y')] },
    ],
    ['no tags', { kind: 'tag', column: 'a' }, { a: ',' }, null],
    [
      'a phone as it is',
      { kind: 'phone', column: 'a' },
      { a: '+86 138' },
      { kind: 'phone', phone: '+86 138' },
    ],
    [
      'an address',
      { kind: 'link', column: 'a' },
      { a: 'https://x.example/a' },
      { kind: 'link', text: 'https://x.example/a', url: 'https://x.example/a' },
    ],
    ['no address of a script', { kind: 'link', column: 'a' }, { a: 'javascript:alert(1)' }, null],
    [
      'a link',
      { kind: 'link', column: 'a', template: 'https://x.example/{a}?b={b}' },
      { a: 'S/1', b: '&' },
      { kind: 'link', text: 'S/1', url: 'https://x.example/S%2F1?b=%26' },
    ],
    [
      'no link without all of it',
      { kind: 'link', column: 'a', template: 'https://x.example/{b}' },
      { a: 'S/1', b: '' },
      null,
    ],
    ['progress', { kind: 'progress', column: 'a' }, { a: '35.5' }, { kind: 'progress', share: 0.355 }],
    [
      'progress out of something',
      { kind: 'progress', column: 'a', outOf: 5 },
      { a: 2 },
      { kind: 'progress', share: 0.4 },
    ],
    ['no more than all', { kind: 'progress', column: 'a' }, { a: 140 }, { kind: 'progress', share: 1 }],
    [
      'a member',
      { kind: 'member', column: 'a' },
      { a: 'ZhangWei' },
      { kind: 'member', member: { userId: 'zhangwei', name: null } },
    ],
    [
      'money in 元',
      { kind: 'money', column: 'a' },
      { a: '1234.565' },
      { kind: 'money', amountMinor: 123457, currency: 'CNY' },
    ],
    [
      'money in 分',
      { kind: 'money', column: 'a', unit: 'minor' },
      { a: '1999' },
      { kind: 'money', amountMinor: 1999, currency: 'CNY' },
    ],
    [
      'money without fractions',
      { kind: 'money', column: 'a', currency: 'JPY' },
      { a: '-500.00' },
      { kind: 'money', amountMinor: -500, currency: 'JPY' },
    ],
    [
      'money that no number holds',
      { kind: 'money', column: 'a' },
      { a: '90071992547409.91' },
      { kind: 'money', amountMinor: 9007199254740991, currency: 'CNY' },
    ],
    ['no money', { kind: 'money', column: 'a' }, { a: '1,200' }, null],
    ['too much money', { kind: 'money', column: 'a' }, { a: '99999999999999999' }, null],
    [
      'a day',
      { kind: 'date', column: 'a' },
      { a: '2026-03-01' },
      { kind: 'date', at: '2026-02-28T16:00:00.000Z', shown: 'day' },
    ],
    [
      'a time',
      { kind: 'date', column: 'a', time: true },
      { a: '2026-03-01 09:30:15.250000' },
      { kind: 'date', at: '2026-03-01T01:30:15.250Z', shown: 'time' },
    ],
    [
      'an age',
      { kind: 'date', age: 'a' },
      { a: '2026/3/1' },
      { kind: 'date', at: '2026-02-28T16:00:00.000Z', shown: 'age' },
    ],
    [
      'a time in seconds',
      { kind: 'date', column: 'a', unit: 's' },
      { a: 1772300000 },
      { kind: 'date', at: '2026-02-28T17:33:20.000Z', shown: 'day' },
    ],
    [
      'a time in milliseconds',
      { kind: 'date', column: 'a', unit: 'ms' },
      { a: '1772300000000' },
      { kind: 'date', at: '2026-02-28T17:33:20.000Z', shown: 'day' },
    ],
    ['no time of 0', { kind: 'date', column: 'a', unit: 's' }, { a: 0 }, null],
    ['no number that has no unit', { kind: 'date', column: 'a' }, { a: 1772300000 }, null],
    ['no zero date', { kind: 'date', column: 'a' }, { a: '0000-00-00 00:00:00' }, null],
    ['no day that there is not', { kind: 'date', column: 'a' }, { a: '2026-02-30' }, null],
    ['no hour that there is not', { kind: 'date', column: 'a' }, { a: '2026-02-03 25:00:00' }, null],
    ['no date of words', { kind: 'date', column: 'a' }, { a: '昨天' }, null],
    ['no time beyond all years', { kind: 'date', column: 'a', unit: 's' }, { a: '99999999999999' }, null],
  ])('makes %s', (_, field, cells, expected) => {
    expect(shown(field, cells)).toEqual(expected);
  });
});
