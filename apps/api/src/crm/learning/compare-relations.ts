import type { Follower } from '../../wecom/index.js';
import type { RelationRow } from '../customers/follow-relation.entity.js';
import type { EditedField } from '../timeline/timeline-entry.entity.js';

/** What an answer changes about one relation. */
export interface RelationChange {
  userId: string;
  /** `again`: it had ended, or must have. */
  kind: 'new' | 'again' | 'edited' | 'ended';
  fields: EditedField[];
  tagIdsAdded: string[];
  tagIdsRemoved: string[];
}

/** Null when the answer says what we know already. */
export function compareRelation(before: RelationRow | undefined, told: Follower): RelationChange | null {
  const { userId } = told;
  if (!before) return { userId, kind: 'new', fields: [], tagIdsAdded: [], tagIdsRemoved: [] };
  const fields: EditedField[] = [];
  if (before.remark !== told.remark) fields.push('remark');
  if (before.description !== told.description) fields.push('description');
  if (before.remarkCompany !== told.remarkCompany) fields.push('company');
  if (before.phones.join() !== told.phones.join()) fields.push('phones');
  // Rows without ids are from before we kept them: what they wore then is no news.
  const worn = before.tagIds ?? told.tagIds;
  const tagIdsAdded = told.tagIds.filter((tagId) => !worn.includes(tagId));
  const tagIdsRemoved = worn.filter((tagId) => !told.tagIds.includes(tagId));
  const isEdited = fields.length + tagIdsAdded.length + tagIdsRemoved.length > 0;
  // Added anew since: they have parted in between, whether anybody has told of it yet or not.
  const isAgain = before.endedAt !== null || told.addedAt > before.addedAt;
  if (isAgain) return { userId, kind: 'again', fields, tagIdsAdded, tagIdsRemoved };
  return isEdited ? { userId, kind: 'edited', fields, tagIdsAdded, tagIdsRemoved } : null;
}

/** Whether the member's own tags differ: shown to them alone, so it is no line for everybody. */
export function hasOtherPersonalTags(before: RelationRow | undefined, told: Follower): boolean {
  return told.personalTags !== null && before?.personalTags?.join('\n') !== told.personalTags.join('\n');
}

/** The relation as it is to be stored. */
export function mergeRelation(
  key: Pick<RelationRow, 'corpId' | 'agentId' | 'externalUserId'>,
  before: RelationRow | undefined,
  told: Follower,
  confirmedAt: number,
): RelationRow {
  const lastAddedAt = before?.lastAddedAt ?? null;
  return {
    ...key,
    ...told,
    personalTags: told.personalTags ?? before?.personalTags ?? null,
    confirmedAt,
    endedAt: null,
    lastAddedAt,
    customerLeftAt: stillLeft(before?.customerLeftAt ?? null, told.addedAt, lastAddedAt),
  };
}

/** A customer who has come back since has not left. Whatever order the events come in, the latest counts. */
export function stillLeft(leftAt: number | null, addedAt: number, lastAddedAt: number | null): number | null {
  return leftAt !== null && leftAt >= Math.max(addedAt, lastAddedAt ?? 0) ? leftAt : null;
}
