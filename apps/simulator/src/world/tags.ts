import type { Customers } from './customers.js';

export interface TagGroup extends TagFacts {
  groupId: string;
  tags: Tag[];
}

export interface Tag extends TagFacts {
  id: string;
}

interface TagFacts {
  name: string;
  /** Seconds since 1970. */
  createdAt: number;
  /** Larger first. */
  order: number;
  /** The app that made it by API, and alone may change it (1.8); null for what an administrator made. */
  createdBy: number | null;
  /** Still told to whoever asks for its id (1.8). */
  deleted: boolean;
}

/** As much of a corp as has to do with its tags. */
interface Tagged {
  tagGroups: TagGroup[];
  customers: Customers;
}

/** A tag that is worn, or may be. */
export function findTag(corp: Tagged, tagId: string): { group: TagGroup; tag: Tag } | undefined {
  for (const group of corp.tagGroups) {
    const tag = group.tags.find(({ id, deleted }) => id === tagId && !deleted);
    if (tag) return { group, tag };
  }
  return undefined;
}

export function findTagGroup(corp: Tagged, groupId: string): TagGroup | undefined {
  return corp.tagGroups.find((group) => group.groupId === groupId && !group.deleted);
}

/** Names are unique among the groups, and inside one group among its tags (1.8). */
export function isNameTaken(among: (Tag | TagGroup)[], name: string): boolean {
  return among.some((one) => one.name === name && !one.deleted);
}

/** Nobody wears it any more, and with its last tag a group goes too (1.8). */
export function deleteTag(corp: Tagged, { group, tag }: { group: TagGroup; tag: Tag }): void {
  tag.deleted = true;
  takeOff(corp, [tag.id]);
  if (group.tags.every(({ deleted }) => deleted)) group.deleted = true;
}

export function deleteTagGroup(corp: Tagged, group: TagGroup): void {
  group.deleted = true;
  for (const tag of group.tags) tag.deleted = true;
  takeOff(
    corp,
    group.tags.map(({ id }) => id),
  );
}

function takeOff(corp: Tagged, tagIds: string[]): void {
  for (const relation of [...corp.customers].flatMap((customer) => customer.relations)) {
    if (relation.tagIds.some((id) => tagIds.includes(id)))
      relation.tagIds = relation.tagIds.filter((id) => !tagIds.includes(id));
  }
}
