import { z } from 'zod';
import { nowInSeconds } from '../clock.js';
import type { Platform } from '../platform/platform.js';
import { deleteTag, deleteTagGroup, findTag, findTagGroup, type TagGroup } from '../world/tags.js';
import type { Corp } from '../world/world.js';
import { announceToCustomerApps } from './announce.js';

const inCorp = { corpId: z.string() };

/** What administrators do to the corp's tags. An `id` is a tag's or a group's. */
export const tagHappening = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('adminCreatesTagGroup'),
    ...inCorp,
    groupName: z.string().min(1),
    tagNames: z.array(z.string()).min(1),
  }),
  z.object({ kind: z.literal('adminCreatesTag'), ...inCorp, groupId: z.string(), name: z.string().min(1) }),
  z.object({
    kind: z.literal('adminEditsTag'),
    ...inCorp,
    id: z.string(),
    name: z.string().optional(),
    order: z.int().optional(),
  }),
  z.object({ kind: z.literal('adminDeletesTag'), ...inCorp, id: z.string() }),
  z.object({
    kind: z.literal('adminShufflesTags'),
    ...inCorp,
    /** Whose tags change places; without one the groups do. */
    groupId: z.string().optional(),
    /** In the new order. Who is not named keeps its place. */
    ids: z.array(z.string()),
  }),
]);

type TagHappening = z.infer<typeof tagHappening>;

/** @returns the id of the tag or group it happened to */
export function tagHappens(platform: Platform, corp: Corp, happening: TagHappening): string {
  const announce = (changeType: string, id: string, tagType?: 'tag' | 'tag_group') =>
    announceToCustomerApps(platform, corp, [], 'change_external_tag', {
      Id: id,
      TagType: tagType,
      ChangeType: changeType,
    });

  switch (happening.kind) {
    case 'adminCreatesTagGroup': {
      const group: TagGroup = {
        ...freshFacts(platform, happening.groupName),
        groupId: platform.randomIds('et', 30),
        tags: [],
      };
      corp.tagGroups.push(group);
      announce('create', group.groupId, 'tag_group');
      for (const name of happening.tagNames) announce('create', addTag(platform, group, name), 'tag');
      return group.groupId;
    }
    case 'adminCreatesTag': {
      const id = addTag(platform, groupOf(corp, happening.groupId), happening.name);
      announce('create', id, 'tag');
      return id;
    }
    case 'adminEditsTag': {
      const { id, name, order } = happening;
      const tag = findTag(corp, id)?.tag;
      const subject = tag ?? groupOf(corp, id);
      if (name !== undefined) subject.name = name;
      if (order !== undefined) subject.order = order;
      announce('update', id, tag ? 'tag' : 'tag_group');
      return id;
    }
    case 'adminDeletesTag': {
      const { id } = happening;
      const found = findTag(corp, id);
      if (!found) {
        // Its tags go without a word (6.8).
        deleteTagGroup(corp, groupOf(corp, id));
        announce('delete', id, 'tag_group');
        return id;
      }
      deleteTag(corp, found);
      announce('delete', id, 'tag');
      if (found.group.deleted) announce('delete', found.group.groupId, 'tag_group');
      return id;
    }
    case 'adminShufflesTags': {
      const { groupId = '', ids } = happening;
      const subjects = groupId ? groupOf(corp, groupId).tags : corp.tagGroups;
      for (const subject of subjects) {
        const place = ids.indexOf('id' in subject ? subject.id : subject.groupId);
        if (place >= 0) subject.order = ids.length - place;
      }
      announce('shuffle', groupId);
      return groupId;
    }
  }
}

function groupOf(corp: Corp, groupId: string): TagGroup {
  const group = findTagGroup(corp, groupId);
  if (!group) throw new Error(`${corp.corpId} has no tag or group ${groupId}`);
  return group;
}

function addTag(platform: Platform, group: TagGroup, name: string): string {
  const id = platform.randomIds('et', 30);
  group.tags.push({ ...freshFacts(platform, name), id });
  return id;
}

function freshFacts(platform: Platform, name: string) {
  return { name, createdAt: nowInSeconds(platform.clock), order: 0, createdBy: null, deleted: false };
}
