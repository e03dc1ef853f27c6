import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { lockedForWriting } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, WecomExternalContacts, type WecomApp } from '../../wecom/index.js';
import { markChanged } from '../changes/mark-changed.js';
import { FollowRelation, type RelationRow } from '../customers/follow-relation.entity.js';
import { CorpTagsRepository } from '../tags/corp-tags.repository.js';
import type { TimelineLine } from '../timeline/timeline-entry.entity.js';
import { TimelineRepository } from '../timeline/timeline.repository.js';
import { stillLeft } from './compare-relations.js';
import { FactsRecorder, type Recorded } from './record-facts.js';
import { foundSince, matchFound } from './found-lines.js';
import { endingId, linesOf } from './timeline-lines.js';
import type { ContactHappening, Told } from './told.js';

/** Some of a member's customers; `next` is where the others begin, null after the last. */
export interface PageOfMember {
  told: Told[];
  next: string | null;
}

/** How facts and events about customers get into the CRM, for cards, callbacks and syncs alike. */
@Injectable()
export class CustomerLearning {
  constructor(
    private readonly externalContacts: WecomExternalContacts,
    private readonly recorder: FactsRecorder,
    private readonly corpTags: CorpTagsRepository,
    private readonly timeline: TimelineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks WeCom. @throws WecomError when it can't be asked, or says anything but that there is no such relation */
  async ask(app: WecomApp, externalUserId: string): Promise<Told> {
    const askedAt = this.clock.now();
    try {
      const answer = await this.externalContacts.get(app, externalUserId);
      return { kind: 'known', externalUserId, ...answer, isWhole: true, askedAt };
    } catch (error) {
      if (isWecomError(error, 'not_found', 'relation_lost')) return { kind: 'gone', externalUserId, askedAt };
      throw error;
    }
  }

  /**
   * One page of a member's customers. None of a member who has none (84061), serves none any more, or is not shown to the app.
   * @param cursor null for the first page
   * @throws WecomError when WeCom can't be asked
   */
  async askOfMember(app: WecomApp, userId: string, cursor: string | null): Promise<PageOfMember> {
    const askedAt = this.clock.now();
    try {
      const { pairs, next } = await this.externalContacts.ofMembers(app, [userId], cursor);
      const told = pairs.map(({ contact, follower }): Told => ({
        kind: 'known',
        externalUserId: contact.externalUserId,
        contact,
        followers: [follower],
        tags: [],
        isWhole: false,
        askedAt,
      }));
      return { told, next };
    } catch (error) {
      if (isWecomError(error, 'relation_lost', 'not_found', 'not_permitted')) return { told: [], next: null };
      throw error;
    }
  }

  /**
   * Writes what WeCom has told and what has happened, with the lines of the timeline.
   * @param manager of the transaction that also remembers that the events have been handled
   * @param happenings by external user id, in the order in which they came
   * @returns the external user ids whose cards look different now: to be announced once the transaction is done
   */
  async learn(
    manager: EntityManager,
    app: WecomApp,
    told: Told[],
    happenings: ReadonlyMap<string, ContactHappening[]> = new Map(),
  ): Promise<string[]> {
    const { corpId } = app;
    const recorded = await this.recorder.record(manager, app, told, happenings);
    const tagIds = recorded.flatMap(({ relations }) =>
      relations.flatMap(({ tagIdsAdded, tagIdsRemoved }) => [...tagIdsAdded, ...tagIdsRemoved]),
    );
    const tags = await this.corpTags.find(corpId, [...new Set(tagIds)], manager);
    const changed: string[] = [];
    const lines: TimelineLine[] = [];
    const now = this.clock.now();
    for (const facts of recorded) {
      const { externalUserId } = facts;
      const events = happenings.get(externalUserId) ?? [];
      await this.applyEvents(manager, app, facts, events);
      const fresh = await this.notShownYet(manager, app, facts, events);
      lines.push(...linesOf({ ...app, externalUserId, tags }, facts, fresh, now));
      if (facts.isChanged || events.length > 0) changed.push(externalUserId);
    }
    await this.timeline.append(manager, lines);
    return markChanged(manager, corpId, changed);
  }

  /**
   * Writes a page of a member's customers. After the last one, all have been asked for since `begunAt` (ms since 1970):
   * relations that no answer has confirmed have ended.
   * @returns as `learn` does
   */
  async learnPage(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    userId: string,
    { told, next }: PageOfMember,
    begunAt: number,
  ): Promise<string[]> {
    const changed = await this.learn(manager, { corpId, agentId }, told);
    if (next !== null) return changed;
    const unconfirmed = { corpId, agentId, userId, confirmedAt: LessThan(begunAt) };
    return [...changed, ...(await this.end(manager, unconfirmed, begunAt))];
  }

  /** Members who serve no customers any more, or are no longer shown to the app: their relations have ended. */
  endOthers(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    userIds: string[],
    endedAt: number,
  ): Promise<string[]> {
    return this.end(manager, { corpId, agentId, userId: Not(In(userIds)) }, endedAt);
  }

  /** A member is no longer shown to the app. @returns as `learn` does */
  endAllOf(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    userId: string,
    endedAt: number,
  ): Promise<string[]> {
    return this.end(manager, { corpId, agentId, userId }, endedAt);
  }

  private async end(
    manager: EntityManager,
    which: FindOptionsWhere<FollowRelation>,
    endedAt: number,
  ): Promise<string[]> {
    const where = { ...which, endedAt: IsNull() };
    const ending = await manager.find(FollowRelation, { where, ...lockedForWriting(manager) });
    const [first] = ending;
    if (!first) return [];
    await manager.update(FollowRelation, where, { endedAt, confirmedAt: endedAt });
    await this.timeline.append(
      manager,
      ending.map(({ corpId, agentId, externalUserId, userId, addedAt }) => ({
        entryId: endingId({ corpId, agentId, externalUserId }, userId, addedAt),
        corpId,
        agentId,
        externalUserId,
        userId,
        at: endedAt,
        happened: { kind: 'ended', details: { byTransfer: false } },
      })),
    );
    return markChanged(
      manager,
      first.corpId,
      ending.map(({ externalUserId }) => externalUserId),
    );
  }

  /** What an event tells may have been found before it came, while somebody else asked. */
  private async notShownYet(
    manager: EntityManager,
    app: WecomApp,
    { externalUserId, stored }: Recorded,
    events: ContactHappening[],
  ): Promise<ContactHappening[]> {
    if (events.length === 0) return events;
    const since = Math.min(...events.map((event) => foundSince(event, stored.get(event.userId))));
    const found = await this.timeline.found(manager, app, externalUserId, since);
    const { fresh, replaced } = matchFound(events, found, stored);
    await this.timeline.remove(manager, app.corpId, replaced);
    return fresh;
  }

  /** What no answer tells: who has deleted whom, and when. */
  private async applyEvents(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    { externalUserId, stored, relations }: Recorded,
    events: ContactHappening[],
  ): Promise<void> {
    const touched = new Map<string, RelationRow>();
    for (const { change, userId, at } of events) {
      const relation = touched.get(userId) ?? stored.get(userId);
      if (!relation) continue;
      switch (change) {
        case 'added': {
          const lastAddedAt = Math.max(relation.lastAddedAt ?? 0, at);
          const left = relation.customerLeftAt;
          // Of the same second, the one that came later counts.
          const customerLeftAt = left !== null && left <= at ? null : left;
          touched.set(userId, { ...relation, lastAddedAt, customerLeftAt });
          break;
        }
        case 'deleted_by_customer':
          touched.set(userId, {
            ...relation,
            customerLeftAt: stillLeft(
              Math.max(relation.customerLeftAt ?? 0, at),
              relation.addedAt,
              relation.lastAddedAt,
            ),
          });
          break;
        case 'deleted_by_member':
          if (relations.some((found) => found.userId === userId && found.kind === 'ended'))
            touched.set(userId, { ...relation, endedAt: at });
          break;
        case 'half_added':
        case 'edited':
        case 'transfer_failed':
          break;
      }
    }
    for (const [userId, { customerLeftAt, lastAddedAt, endedAt }] of touched) {
      await manager.update(
        FollowRelation,
        { corpId, agentId, externalUserId, userId },
        { customerLeftAt, lastAddedAt, endedAt },
      );
    }
  }
}
