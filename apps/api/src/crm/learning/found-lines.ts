import type { RelationRow } from '../customers/follow-relation.entity.js';
import type { TimelineEntry } from '../timeline/timeline-entry.entity.js';
import type { ContactHappening } from './told.js';

/** An event and the relation it made are the same adding when they are this close. Milliseconds. */
const SAME_ADDING_MS = 10_000;

/** What the lines that were found by asking have to say about events that come afterwards. */
interface Matched {
  /** Events that need a line of their own. */
  fresh: ContactHappening[];
  /** Ids of found lines whose event is here: its line says the same with the right time. */
  replaced: string[];
}

/**
 * An edit that was found is shown, with what it has changed, which its event does not know. An adding or an ending gives way
 * to its event, and to one only: those who part, meet and part again before anybody asks have parted twice.
 * @param found lines of this customer, the earliest first
 * @param stored the relations, by user id
 */
export function matchFound(
  events: readonly ContactHappening[],
  found: readonly TimelineEntry[],
  stored: ReadonlyMap<string, RelationRow>,
): Matched {
  const replaced = new Set<string>();
  const fresh = events.filter((event) => {
    const since = foundSince(event, stored.get(event.userId));
    const same = found.find(
      ({ entryId, kind, userId, at }) =>
        !replaced.has(entryId) &&
        userId === event.userId &&
        kind === foundKinds[event.change] &&
        at >= since &&
        (event.change !== 'added' || at < event.at + SAME_ADDING_MS),
    );
    if (!same) return true;
    if (event.change === 'edited') return false;
    replaced.add(same.entryId);
    return true;
  });
  return { fresh, replaced: [...replaced] };
}

/** From when on a found line may be what the event tells of, ms since 1970. */
export function foundSince({ change, at }: ContactHappening, relation: RelationRow | undefined): number {
  switch (change) {
    case 'added':
      return at - SAME_ADDING_MS;
    case 'deleted_by_member':
      // A sync dates what it finds by its own beginning. Before they met it can't have ended.
      return relation ? Math.min(at, relation.addedAt) : at;
    case 'edited':
    case 'half_added':
    case 'deleted_by_customer':
    case 'transfer_failed':
      return at;
  }
}

/** What asking finds of such an event; null where it finds nothing. */
const foundKinds: Record<ContactHappening['change'], TimelineEntry['kind'] | null> = {
  added: 'added',
  edited: 'edited',
  deleted_by_member: 'ended',
  half_added: null,
  deleted_by_customer: null,
  transfer_failed: null,
};
