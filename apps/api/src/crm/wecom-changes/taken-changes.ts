import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { lockedForWriting } from '../../database/transactions.js';
import type { Happening } from '../../webhooks/index.js';
import { CustomerNews } from '../changes/customer-news.js';
import { markChanged } from '../changes/mark-changed.js';
import { FollowRelation, type RelationRow } from '../customers/follow-relation.entity.js';
import { compareRelation, type RelationChange } from '../learning/compare-relations.js';
import { edited } from '../learning/timeline-lines.js';
import { CorpTagsRepository, type CorpTags } from '../tags/corp-tags.repository.js';
import { lineId, TimelineRepository } from '../timeline/timeline.repository.js';
import { tagIdsOf, withChange, type WecomChange } from './wecom-change.js';
import type { WecomChangeRow } from './wecom-change.entity.js';

/**
 * WeCom has taken a change: our copy has it too, with a line of the timeline, and the company is told. No callback says so
 * (6.5).
 */
@Injectable()
export class TakenChanges {
  constructor(
    private readonly corpTags: CorpTagsRepository,
    private readonly timeline: TimelineRepository,
    private readonly news: CustomerNews,
  ) {}

  /**
   * @param manager of the transaction that notes that it is done
   * @param takenAt from after WeCom's answer, ms since 1970: what was asked before is older than what stands here
   */
  async apply(
    manager: EntityManager,
    row: WecomChangeRow,
    change: WecomChange,
    takenAt: number,
  ): Promise<void> {
    const { corpId, agentId, userId, subject: externalUserId } = row;
    const tags = await this.corpTags.find(corpId, tagIdsOf(change), manager);
    const difference = await this.write(manager, row, change, takenAt);
    // An answer that came in between may have told of it already.
    if (difference) {
      const happened = edited(tags, difference);
      const { fields, tagsAdded, tagsRemoved } = happened.details;
      if (fields.length + tagsAdded.length + tagsRemoved.length > 0) {
        const entryId = lineId('written', row.changeId);
        const line = { entryId, corpId, agentId, externalUserId, userId, at: takenAt, happened };
        await this.timeline.append(manager, [line]);
      }
    }
    await markChanged(manager, corpId, [externalUserId]);
    const member = { corpId, agentId, userId };
    await this.news.tell(manager, member, externalUserId, takenAt, happeningOf(change, tags));
  }

  private async write(
    manager: EntityManager,
    { corpId, agentId, userId, subject: externalUserId }: WecomChangeRow,
    change: WecomChange,
    takenAt: number,
  ): Promise<RelationChange | null> {
    const key = { corpId, agentId, externalUserId, userId };
    const before = await manager.findOne(FollowRelation, { where: key, ...lockedForWriting(manager) });
    if (!before || before.endedAt !== null) return null;
    const after = withChange<RelationRow>(before, change);
    const { remark, description, remarkCompany, phones, tagIds } = after;
    await manager.update(FollowRelation, key, {
      remark,
      description,
      remarkCompany,
      phones,
      tagIds,
      confirmedAt: Math.max(before.confirmedAt, takenAt),
    });
    return compareRelation(before, { ...after, tagIds: after.tagIds ?? [] });
  }
}

function happeningOf(change: WecomChange, tags: CorpTags): Happening {
  if (change.kind === 'tags') {
    const named = (tagIds: string[]) =>
      tagIds.map((tagId) => ({ tagId, name: tags.get(tagId)?.name ?? null }));
    return { kind: 'tags.changed', data: { added: named(change.add), removed: named(change.remove) } };
  }
  const { remark = null, description = null, company = null, phones } = change;
  const data = { remark, description, company, phonesChanged: phones !== undefined };
  return { kind: 'remark.changed', data };
}
