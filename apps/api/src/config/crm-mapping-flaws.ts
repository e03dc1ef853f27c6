import type { CrmKind, CrmMapping, MappedColumn } from './crm-mapping.js';
import { splitColumn, tablesOf, type TableUse } from './crm-mapping-columns.js';
import { templateFlaw } from './link-template.js';
import { perhaps } from './near-names.js';

/** Where in the file something is wrong, and what. */
export interface MappingFlaw {
  at: readonly PropertyKey[];
  message: string;
}

/** Where `section: header` puts a field; no section of its own. */
const HEADER = 'header';

/** What is wrong with a mapping that is written rightly, as far as it can be told without the CRM. */
export function mappingFlaws(mapping: CrmMapping): MappingFlaw[] {
  const { fields, lists, sections } = mapping;
  return [
    ...twice(['fields'], fields),
    ...twice(['sections'], sections),
    ...twice(['lists'], lists),
    ...lists.flatMap((list, index) => twice(['lists', index, 'columns'], list.columns)),
    ...tablesOf(mapping).flatMap(joinFlaws),
    ...findingFlaws(mapping),
    ...sectionFlaws(mapping),
    ...fields.flatMap((field, index) => shownFlaws(['fields', index], field)),
    ...lists.flatMap((list, index) => [
      ...list.columns.flatMap((column, n) => shownFlaws(['lists', index, 'columns', n], column)),
      ...templateFlaws(['lists', index, 'link'], list.link),
    ]),
    ...templateFlaws(['customer', 'link'], mapping.customer.link),
  ];
}

function twice(at: readonly PropertyKey[], entries: readonly { id: string }[]): MappingFlaw[] {
  return entries.flatMap(({ id }, index) =>
    entries.findIndex((entry) => entry.id === id) === index
      ? []
      : [{ at: [...at, index, 'id'], message: `there is another ${id} above` }],
  );
}

/** A join knows the table itself and the joins above it; everything else knows all joins. */
function joinFlaws({ at, joins, uses }: TableUse): MappingFlaw[] {
  const declared = Object.keys(joins);
  const unknown = uses.flatMap((use): MappingFlaw[] => {
    const { join } = splitColumn(use.column);
    return join === null || declared.includes(join)
      ? []
      : [{ at: use.at, message: `${use.column}: there is no join ${join}${perhaps(join, declared)}` }];
  });
  const early = Object.entries(joins).flatMap(([alias, { on }], index) =>
    Object.entries(on).flatMap(([own, other]): MappingFlaw[] => {
      const { join } = splitColumn(other);
      if (join === null || !declared.slice(index).includes(join)) return [];
      return [
        {
          at: [...at, 'joins', alias, 'on', own],
          message:
            join === alias
              ? `${other} is of this very join: name a column of the table itself, or of a join above`
              : `the join ${join} is declared below: put it above ${alias}`,
        },
      ];
    }),
  );
  return [...unknown, ...early];
}

function findingFlaws({ customer, fields }: CrmMapping): MappingFlaw[] {
  const known = fields.map(({ id }) => id);
  const unknown = customer.candidate.flatMap((id, index) =>
    known.includes(id)
      ? []
      : [{ at: ['customer', 'candidate', index], message: `there is no field ${id}${perhaps(id, known)}` }],
  );
  const ways = Object.values(customer.match).filter((way) => way !== undefined);
  if (ways.length + customer.search.length > 0) return unknown;
  const message =
    'nobody can ever be found: say by which column (externalUserId, unionId, phone, suggest), or what members may search';
  return [...unknown, { at: ['customer', 'match'], message }];
}

function sectionFlaws({ fields, sections }: CrmMapping): MappingFlaw[] {
  const known = [...sections.map(({ id }) => id), HEADER];
  const taken = sections.flatMap(({ id }, index) =>
    id === HEADER
      ? [{ at: ['sections', index, 'id'], message: `${HEADER} is there already: it is beside the name` }]
      : [],
  );
  const unknown = fields.flatMap(({ section }, index) =>
    section === undefined || known.includes(section)
      ? []
      : [
          {
            at: ['fields', index, 'section'],
            message: `there is no section ${section}${perhaps(section, known)}`,
          },
        ],
  );
  return [...taken, ...unknown];
}

const UNITS: Partial<Record<CrmKind, readonly string[]>> = { money: ['major', 'minor'], date: ['s', 'ms'] };
const LABELLED: readonly CrmKind[] = ['text', 'badge', 'tag'];

function shownFlaws(at: readonly PropertyKey[], shown: MappedColumn): MappingFlaw[] {
  const { kind, unit, labels, template, time, concat } = shown;
  const flaws: MappingFlaw[] = [];
  const say = (key: string, message: string) => flaws.push({ at: [...at, key], message });
  const units = UNITS[kind];
  if (unit && !units) say('unit', `kind ${kind} has no unit`);
  if (unit && units && !units.includes(unit)) say('unit', `the unit of ${kind} is ${units.join(' or ')}`);
  if (labels && !LABELLED.includes(kind))
    say('labels', `kind ${kind} has no labels: ${LABELLED.join(', ')} have`);
  if (labels && concat) say('labels', 'labels are for the codes of one column, not for concat');
  if (template !== undefined && kind !== 'link')
    say('template', `only kind link has a template, not ${kind}`);
  if (time && kind !== 'date') say('time', `only kind date has a time of day, not ${kind}`);
  return [...flaws, ...templateFlaws([...at, 'template'], template)];
}

function templateFlaws(at: readonly PropertyKey[], template: string | undefined): MappingFlaw[] {
  const message = template === undefined ? null : templateFlaw(template);
  return message === null ? [] : [{ at, message }];
}
