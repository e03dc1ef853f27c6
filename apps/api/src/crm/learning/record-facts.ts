import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { inChunks } from '../../database/in-chunks.js';
import { lockedForWriting } from '../../database/transactions.js';
import type { ExternalContact, WecomApp } from '../../wecom/index.js';
import { Customer } from '../customers/customer.entity.js';
import { FollowRelation, type RelationRow } from '../customers/follow-relation.entity.js';
import { CorpTagsRepository } from '../tags/corp-tags.repository.js';
import type { ProfileField } from '../timeline/timeline-entry.entity.js';
import {
  compareRelation,
  hasOtherPersonalTags,
  mergeRelation,
  type RelationChange,
} from './compare-relations.js';
import { leaveOutErased } from './leave-out-erased.js';
import type { ContactHappening, Told } from './told.js';

/** What an answer has changed about one customer. */
export interface Recorded {
  externalUserId: string;
  /** What the customer has changed about themselves. */
  profile: ProfileField[];
  relations: RelationChange[];
  /** As they are stored now, by user id. */
  stored: Map<string, RelationRow>;
  /** Whether a card of this customer looks different now. */
  isChanged: boolean;
}

const RELATION_KEY = ['corpId', 'agentId', 'externalUserId', 'userId'];

/**
 * The one place where facts of WeCom are written: by a card that asks, by events, by a sync. An answer to an earlier
 * question never replaces one to a later question, whichever comes first.
 */
@Injectable()
export class FactsRecorder {
  constructor(private readonly corpTags: CorpTagsRepository) {}

  /**
   * @param manager of a transaction
   * @param happenings by external user id
   * @returns nothing of whoever has been erased
   */
  async record(
    manager: EntityManager,
    app: WecomApp,
    answers: Told[],
    happenings: ReadonlyMap<string, ContactHappening[]>,
  ): Promise<Recorded[]> {
    const { corpId, agentId } = app;
    // In one order, so that two who write about the same customers wait for each other instead of blocking each other.
    const ids = [...new Set(answers.map(({ externalUserId }) => externalUserId))].toSorted();
    if (ids.length === 0) return [];
    const customers = await manager.findBy(Customer, { corpId, externalUserId: In(ids) });
    const relations = await manager.find(FollowRelation, {
      where: { corpId, agentId, externalUserId: In(ids) },
      order: { externalUserId: 'ASC', userId: 'ASC' },
      ...lockedForWriting(manager),
    });
    // Whoever erases them waits for these rows, or has done so by now.
    const told = await leaveOutErased(manager, corpId, answers, happenings);
    const byId = new Map(customers.map((customer) => [customer.externalUserId, customer]));

    const customerRows: Customer[] = [];
    const relationRows: RelationRow[] = [];
    const recorded = told.map((answer): Recorded => {
      const { externalUserId } = answer;
      const known = byId.get(externalUserId);
      const stored = new Map<string, RelationRow>(
        relations.filter((row) => row.externalUserId === externalUserId).map((row) => [row.userId, row]),
      );
      const isLate = [...stored.values()].some(({ confirmedAt }) => confirmedAt > answer.askedAt);
      const changes: RelationChange[] = [];
      const write = (row: RelationRow, change: RelationChange | null) => {
        relationRows.push(row);
        stored.set(row.userId, row);
        if (change) changes.push(change);
      };
      let isChanged = false;
      const followers = new Map(
        answer.kind === 'known' ? answer.followers.map((follower) => [follower.userId, follower]) : [],
      );
      for (const follower of followers.values()) {
        const before = stored.get(follower.userId);
        if (before && before.confirmedAt > answer.askedAt) continue;
        const row = mergeRelation({ corpId, agentId, externalUserId }, before, follower, answer.askedAt);
        isChanged ||= hasOtherPersonalTags(before, follower) || before?.customerLeftAt !== row.customerLeftAt;
        write(row, compareRelation(before, follower));
      }
      if (answer.kind === 'gone' || answer.isWhole) {
        for (const before of stored.values()) {
          if (followers.has(before.userId) || before.endedAt !== null || before.confirmedAt > answer.askedAt)
            continue;
          write({ ...before, endedAt: answer.askedAt, confirmedAt: answer.askedAt }, ended(before.userId));
        }
      }
      const profile =
        answer.kind === 'known' && known && !isLate ? compareProfile(known, answer.contact) : [];
      if (
        answer.kind === 'known' &&
        (!known || profile.length > 0 || known.unionId !== answer.contact.unionId)
      )
        customerRows.push(toCustomer(corpId, answer.contact, known));
      return {
        externalUserId,
        profile,
        relations: changes,
        stored,
        isChanged: isChanged || changes.length + profile.length > 0,
      };
    });

    await inChunks(customerRows, (some) => manager.upsert(Customer, some, ['corpId', 'externalUserId']));
    await inChunks(relationRows, (some) => manager.upsert(FollowRelation, some, RELATION_KEY));
    for (const answer of told)
      if (answer.kind === 'known')
        await this.corpTags.learnSeen(manager, corpId, answer.tags, answer.askedAt);
    return recorded;
  }
}

function ended(userId: string): RelationChange {
  return { userId, kind: 'ended', fields: [], tagIdsAdded: [], tagIdsRemoved: [] };
}

function compareProfile(known: Customer, contact: ExternalContact): ProfileField[] {
  const fields: ProfileField[] = [];
  if (known.name !== contact.name) fields.push('name');
  if (known.avatarUrl !== contact.avatarUrl) fields.push('avatar');
  if (known.gender !== contact.gender) fields.push('gender');
  const { companyName, companyFullName } = companyOf(contact);
  if (known.companyName !== companyName || known.companyFullName !== companyFullName) fields.push('company');
  if (known.position !== (contact.company?.position ?? null)) fields.push('position');
  return fields;
}

function toCustomer(corpId: string, { company, ...contact }: ExternalContact, known?: Customer): Customer {
  return {
    ...contact,
    corpId,
    ...companyOf({ company }),
    position: company?.position ?? null,
    changeId: known?.changeId ?? null,
  };
}

function companyOf({ company }: Pick<ExternalContact, 'company'>) {
  return { companyName: company?.name ?? null, companyFullName: company?.fullName ?? null };
}
