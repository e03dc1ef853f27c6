import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { crmMappingSchema } from '../../../config/crm-mapping.js';
import { compile } from './compile.js';

/** What has broken out of SQL before, in whatever program. */
const hostile = fc.oneof(
  fc.constantFrom(
    "' OR '1'='1",
    '`',
    '`; DROP TABLE orders; -- ',
    '"',
    '\\',
    "\\'",
    '?',
    ':id',
    '${1}',
    '/*!1*/',
    '%',
    '\u0000',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 60 }),
);

/** A mapping that has everything a mapping may have, with `value` wherever a value may stand and `name` as a name. */
function mappingOf(value: (place: number) => string, name = 'note') {
  const words = { zh: value(0), en: value(1) };
  const where = { state: [value(2), value(3)], deleted: value(4) };
  const shown = { labels: { [value(5)]: { zh: value(6), en: value(7), tone: 'good' } } };
  const joins = { owner: { table: 'users', on: { id: 'owner_id' }, where: { kind: value(8) } } };
  return {
    database: { url: { env: value(9) } },
    customer: {
      table: 'customers',
      key: 'id',
      name: ['name', 'owner.name'],
      joins,
      where,
      match: {
        externalUserId: 'wx',
        unionId: 'un',
        phone: ['a', 'b'],
        suggest: { name: 'name', company: 'firm' },
      },
      search: ['name'],
      link: `https://crm.example.com/{id}#${value(10).replaceAll(/[{}\s]/g, '')}`,
    },
    sections: [{ id: 's', label: words }],
    fields: [
      { id: 'badge', label: words, kind: 'badge', column: 'level', ...shown, section: 's' },
      { id: 'text', label: words, kind: 'text', concat: ['a', name], between: value(11).slice(0, 8) },
      { id: 'tag', label: words, kind: 'tag', column: 'tags', separator: value(12).slice(0, 4) },
    ],
    lists: [
      {
        id: 'orders',
        label: words,
        table: 'orders',
        key: 'id',
        customer: { column: 'customer_id', is: 'id' },
        joins,
        where,
        columns: [
          { id: 'at', label: words, kind: 'date', column: 'at' },
          { id: 'state', label: words, kind: 'badge', column: 'state', ...shown },
        ],
        sort: 'at desc',
        monthly: { date: 'at', sum: 'amount' },
        timeline: 'at',
      },
    ],
  };
}

/** Everything that would ever be asked. @returns null for a mapping that is refused */
function textsOf(mapping: object): string[] | null {
  const parsed = crmMappingSchema.safeParse(mapping);
  if (!parsed.success) return null;
  const { customer, lists } = compile(parsed.data, () => 'utf8mb4');
  return [customer.look, customer.search, ...lists.flatMap((list) => [list.rows, list.happened])].flatMap(
    (statement) => statement?.text ?? [],
  );
}

describe('a mapping', () => {
  it('makes the same queries, whatever its values are', () => {
    const tame = textsOf(mappingOf((place) => `value ${place}`));
    expect(tame).toHaveLength(4);
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(hostile, { minLength: 13, maxLength: 13 }), (values) => {
        const texts = textsOf(mappingOf((place) => values[place] ?? ''));
        if (!texts) return;
        accepted += 1;
        expect(texts).toEqual(tame);
      }),
      { numRuns: 500 },
    );
    expect(accepted).toBeGreaterThan(400);
  });

  it('is refused for a name that could be anything else, and quotes every other', () => {
    const tame = textsOf(mappingOf(String));
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string({ minLength: 1, maxLength: 20 })), (name) => {
        const texts = textsOf(mappingOf(String, name));
        const ofItsTable = name.replace(/^[a-zA-Z][\w-]{0,31}\./, '');
        if (/[^\p{L}\p{N}_$]/u.test(ofItsTable)) expect(texts).toBeNull();
        // One that is asked for anyway stands there once.
        const isKnown = tame?.some((text) => text.includes(`\`${name}\``));
        if (texts && !isKnown && !name.includes('.'))
          expect(texts).toEqual(
            tame?.map((text) => text.replaceAll('`t`.`note`', () => `\`t\`.\`${name}\``)),
          );
      }),
      { numRuns: 500, examples: [['A-.A']] },
    );
  });
});
