import { z } from 'zod';
import { deleteTag, deleteTagGroup, findTag, findTagGroup, isNameTaken } from '../../world/tags.js';
import type { Tag, TagGroup } from '../../world/tags.js';
import type { App, Corp } from '../../world/world.js';
import { nowInSeconds } from '../../clock.js';
import { endpoint } from '../endpoint.js';
import { Refusal } from '../refusal.js';

const LONGEST_NAME = 30;
const order = z
  .int()
  .min(0)
  .lt(2 ** 32);

/**
 * The corp's tags by group (1.8). With both filters only `group_id` counts. Who asks for ids is told what has been
 * deleted as well; who asks for everything is not.
 */
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
    if (groupIds.length > 0) {
      const groups = groupIds.map((id) => findTagGroup(corp, id) ?? unknownTag());
      return {
        tag_group: groups.map((group) => ({ ...groupFacts(group), tag: group.tags.map(tagWithFate) })),
      };
    }
    if (tagIds.length > 0) {
      const known = corp.tagGroups.flatMap(({ tags }) => tags.map(({ id }) => id));
      if (!tagIds.every((id) => known.includes(id))) unknownTag();
      return {
        tag_group: corp.tagGroups
          .map((group) => ({ group, tags: group.tags.filter(({ id }) => tagIds.includes(id)) }))
          .filter(({ tags }) => tags.length > 0)
          .map(({ group, tags }) => ({
            ...groupFacts(group),
            deleted: group.deleted,
            tag: tags.map(tagWithFate),
          })),
      };
    }
    return {
      tag_group: corp.tagGroups
        .filter((group) => !group.deleted)
        .map((group) => ({
          ...groupFacts(group),
          tag: group.tags.filter((tag) => !tag.deleted).map(tagFacts),
        })),
    };
  },
});

/** New tags in a group that is there, or in a new one (1.8). The answer names the new tags only. */
export const addCorpTag = endpoint({
  method: 'POST',
  path: '/externalcontact/add_corp_tag',
  params: z.object({
    group_id: z.string().optional(),
    group_name: z.string().optional(),
    order: order.default(0),
    tag: z.array(z.object({ name: z.string(), order: order.default(0) })).min(1),
  }),
  customerApi: true,
  answer: (platform, { corp, app }, params) => {
    const createdAt = nowInSeconds(platform.clock);
    const facts = { createdAt, createdBy: app.agentId, deleted: false };
    const names = new Set(params.tag.map(({ name }) => name));
    for (const name of names) assertName(name);

    const known = groupFor(corp, params);
    if (known && [...names].some((name) => isNameTaken(known.tags, name))) throw new Refusal(40071);
    const group: TagGroup = known ?? {
      ...facts,
      groupId: platform.randomIds('et', 30),
      name: params.group_name ?? '',
      order: params.order,
      tags: [],
    };
    // The same name twice in one call makes one tag.
    const tags = params.tag
      .filter(({ name }) => names.delete(name))
      .map((tag): Tag => ({ ...facts, ...tag, id: platform.randomIds('et', 30) }));
    group.tags.push(...tags);
    if (!known) corp.tagGroups.push(group);
    return { tag_group: { ...groupFacts(group), tag: tags.map(tagFacts) } };
  },
});

/** Another name or place for a tag or a group that this app has made (1.8). */
export const editCorpTag = endpoint({
  method: 'POST',
  path: '/externalcontact/edit_corp_tag',
  params: z.object({ id: z.string(), name: z.string().optional(), order: order.optional() }),
  customerApi: true,
  answer: (_platform, { corp, app }, { id, name, order: place }) => {
    const found = findTag(corp, id);
    const subject = found?.tag ?? findTagGroup(corp, id) ?? unknownTag();
    assertCreator(app, subject);
    if (name !== undefined && name !== subject.name) {
      assertName(name);
      if (isNameTaken(found ? found.group.tags : corp.tagGroups, name)) throw new Refusal(40071);
      subject.name = name;
    }
    if (place !== undefined) subject.order = place;
    return {};
  },
});

/** Ends tags and groups that this app has made, all of them or none (1.8). */
export const delCorpTag = endpoint({
  method: 'POST',
  path: '/externalcontact/del_corp_tag',
  params: z
    .object({ tag_id: z.array(z.string()).default([]), group_id: z.array(z.string()).default([]) })
    .refine(({ tag_id: tagIds, group_id: groupIds }) => tagIds.length + groupIds.length > 0),
  customerApi: true,
  answer: (_platform, { corp, app }, { tag_id: tagIds, group_id: groupIds }) => {
    const tags = tagIds.map((id) => findTag(corp, id) ?? unknownTag());
    const groups = groupIds.map((id) => findTagGroup(corp, id) ?? unknownTag());
    for (const subject of [...tags.map(({ tag }) => tag), ...groups]) assertCreator(app, subject);
    for (const tag of tags) deleteTag(corp, tag);
    for (const group of groups) deleteTagGroup(corp, group);
    return {};
  },
});

/** An id counts more than a name, and a name that is there already means that group (1.8). */
function groupFor(
  corp: Corp,
  { group_id: groupId, group_name: name }: { group_id?: string | undefined; group_name?: string | undefined },
): TagGroup | undefined {
  if (groupId) return findTagGroup(corp, groupId) ?? unknownTag();
  assertName(name ?? '');
  return corp.tagGroups.find((group) => group.name === name && !group.deleted);
}

function assertName(name: string): void {
  if (name.length === 0 || name.length > LONGEST_NAME) throw new Refusal(40072);
}

/** Which errcode it is is not documented; 81011 is the one for tags one has no right to (1.8, chapter 9). */
function assertCreator(app: App, { createdBy }: Tag | TagGroup): void {
  if (createdBy !== app.agentId) throw new Refusal(81011);
}

function unknownTag(): never {
  throw new Refusal(40068);
}

function groupFacts({ groupId, name, createdAt, order: place }: TagGroup) {
  return { group_id: groupId, group_name: name, create_time: createdAt, order: place };
}

function tagFacts({ id, name, createdAt, order: place }: Tag) {
  return { id, name, create_time: createdAt, order: place };
}

function tagWithFate(tag: Tag) {
  return { ...tagFacts(tag), deleted: tag.deleted };
}
