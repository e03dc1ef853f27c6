import { z } from 'zod';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

/** The corp's tags by group (1.8). With both filters only `group_id` counts. */
export const getCorpTagList = endpoint({
  method: 'POST',
  path: '/externalcontact/get_corp_tag_list',
  params: z.object({
    tag_id: z.array(z.string()).default([]),
    group_id: z.array(z.string()).default([]),
  }),
  customerApi: true,
  emptyOnError: { tag_group: [] },
  answer: (_platform, { corp }, { tag_id: tagIds, group_id: groupIds }) => {
    const knownGroups = corp.tagGroups.map((group) => group.groupId);
    const knownTags = corp.tagGroups.flatMap((group) => group.tags.map((tag) => tag.id));
    if (!groupIds.every((id) => knownGroups.includes(id))) throw new Refusal(40068);
    if (groupIds.length === 0 && !tagIds.every((id) => knownTags.includes(id))) throw new Refusal(40068);
    const wantsGroup = (id: string) => groupIds.length === 0 || groupIds.includes(id);
    const wantsTag = (id: string) => groupIds.length > 0 || tagIds.length === 0 || tagIds.includes(id);
    return {
      tag_group: corp.tagGroups
        .filter((group) => wantsGroup(group.groupId) && group.tags.some((tag) => wantsTag(tag.id)))
        .map((group) => ({
          group_id: group.groupId,
          group_name: group.name,
          create_time: group.createdAt,
          order: group.order,
          tag: group.tags
            .filter((tag) => wantsTag(tag.id))
            .map(({ id, name, createdAt, order }) => ({ id, name, create_time: createdAt, order })),
        })),
    };
  },
});
