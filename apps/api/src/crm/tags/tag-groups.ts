import type { Card } from '@sidecard/contracts';
import type { FollowRelation } from '../customers/follow-relation.entity.js';
import type { CorpTags } from './corp-tags.repository.js';

type TagGroups = Card['relation']['tagGroups'];

/** In WeCom's order; the member's own tags have no group and come last. A tag that is no longer there is worn by nobody. */
export function tagGroupsOf(
  { tagIds, personalTags }: Pick<FollowRelation, 'tagIds' | 'personalTags'>,
  tags: CorpTags,
): TagGroups {
  const worn = (tagIds ?? [])
    .flatMap((tagId) => tags.get(tagId) ?? [])
    .toSorted((one, other) => other.groupOrder - one.groupOrder || other.tagOrder - one.tagOrder);
  const groups = new Map<string, TagGroups[number]>();
  for (const { groupName, name, kind } of worn) {
    const group = groups.get(groupName) ?? { name: groupName, tags: [] };
    group.tags.push({ name, kind });
    groups.set(groupName, group);
  }
  const own = (personalTags ?? []).map((name) => ({ name, kind: 'personal' as const }));
  return [...groups.values(), ...(own.length > 0 ? [{ name: '', tags: own }] : [])];
}
