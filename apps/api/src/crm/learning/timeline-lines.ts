import type { WecomApp } from '../../wecom/index.js';
import type { RelationRow } from '../customers/follow-relation.entity.js';
import type { CorpTags } from '../tags/corp-tags.repository.js';
import type { Happened, TimelineLine } from '../timeline/timeline-entry.entity.js';
import { foundLineId } from '../timeline/timeline.repository.js';
import type { RelationChange } from './compare-relations.js';
import type { Recorded } from './record-facts.js';
import type { ContactHappening } from './told.js';

/** Whose lines they are. */
interface Scope extends WecomApp {
  externalUserId: string;
}

/** What all lines of one writing share. */
interface Page extends Scope {
  tags: CorpTags;
}

/**
 * The lines of what has happened to one customer: one for each event, and one for each difference that no event explains.
 * @param at of differences without an event, ms since 1970
 */
export function linesOf(
  page: Page,
  { relations, profile, stored }: Recorded,
  happenings: ContactHappening[],
  at: number,
): TimelineLine[] {
  const unexplained = new Map(relations.map((change) => [change.userId, change]));
  const told = happenings.map((happening): TimelineLine => {
    const { userId } = happening;
    const line = lineOfEvent(page, happening, stored.get(userId), unexplained.get(userId));
    if (explains(happening, unexplained.get(userId))) unexplained.delete(userId);
    return line;
  });
  const found = [...unexplained.values()].flatMap((change): TimelineLine[] => {
    const relation = stored.get(change.userId);
    if (!relation) return [];
    switch (change.kind) {
      case 'new':
      case 'again':
        return [
          {
            ...whose(page, change.userId),
            entryId: addingId(page, change.userId, relation.addedAt),
            at: relation.addedAt,
            happened: added(relation),
          },
        ];
      case 'edited': {
        const happened = edited(page.tags, change);
        const { fields, tagsAdded } = happened.details;
        // A tag that the corp has deleted is off all customers, known to us or not: nobody's doing with this one.
        if (fields.length + tagsAdded.length === 0) return [];
        return [{ ...whose(page, change.userId), entryId: foundLineId(), at, happened }];
      }
      case 'ended':
        return [
          {
            ...whose(page, change.userId),
            entryId: endingId(page, change.userId, relation.addedAt),
            at,
            happened: { kind: 'ended', details: { byTransfer: false } },
          },
        ];
    }
  });
  const ownDoing: TimelineLine[] =
    profile.length > 0
      ? [
          {
            ...whose(page, null),
            entryId: foundLineId(),
            at,
            happened: { kind: 'profile_changed', details: { fields: profile } },
          },
        ]
      : [];
  return [...told, ...found, ...ownDoing];
}

function lineOfEvent(
  page: Page,
  { id, userId, at, ...happening }: ContactHappening,
  relation: RelationRow | undefined,
  difference: RelationChange | undefined,
): TimelineLine {
  return {
    ...whose(page, userId),
    entryId: id,
    at,
    happened: happenedBy(page, happening, relation, difference),
  };
}

function happenedBy(
  { tags }: Page,
  { change, byTransfer, failReason }: Pick<ContactHappening, 'change' | 'byTransfer' | 'failReason'>,
  relation: RelationRow | undefined,
  difference: RelationChange | undefined,
): Happened {
  switch (change) {
    case 'added':
      return added(relation);
    case 'half_added':
      return { kind: 'half_added', details: {} };
    case 'edited':
      return edited(tags, difference?.kind === 'edited' ? difference : null);
    case 'deleted_by_member':
      return { kind: 'ended', details: { byTransfer } };
    case 'deleted_by_customer':
      return { kind: 'customer_left', details: {} };
    case 'transfer_failed':
      return { kind: 'transfer_failed', details: { reason: failReason ?? 'other' } };
  }
}

/** Whether this event is why the relation differs: then the difference is no line of its own. */
function explains({ change }: ContactHappening, difference: RelationChange | undefined): boolean {
  switch (difference?.kind) {
    case 'edited':
      return change === 'edited';
    case 'ended':
      return change === 'deleted_by_member';
    case 'new':
    case 'again':
      return change === 'added';
    case undefined:
      return false;
  }
}

function added(relation: RelationRow | undefined): Happened {
  return {
    kind: 'added',
    details: { addWay: relation?.addWay ?? 'unknown', channel: relation?.channel ?? null },
  };
}

/** What a member has noted differently, in words. @param tags those that the change names */
export function edited(tags: CorpTags, change: RelationChange | null): Extract<Happened, { kind: 'edited' }> {
  const names = (tagIds: string[] = []) => tagIds.flatMap((tagId) => tags.get(tagId)?.name ?? []);
  return {
    kind: 'edited',
    details: {
      fields: change?.fields ?? [],
      tagsAdded: names(change?.tagIdsAdded),
      tagsRemoved: names(change?.tagIdsRemoved),
    },
  };
}

function whose({ corpId, agentId, externalUserId }: Page, userId: string | null) {
  return { corpId, agentId, externalUserId, userId };
}

/** One adding is found once, whoever asks. */
function addingId({ agentId, externalUserId }: Scope, userId: string, addedAt: number): string {
  return foundLineId('added', agentId, externalUserId, userId, addedAt);
}

/** And so is its end. */
export function endingId({ agentId, externalUserId }: Scope, userId: string, addedAt: number): string {
  return foundLineId('ended', agentId, externalUserId, userId, addedAt);
}
