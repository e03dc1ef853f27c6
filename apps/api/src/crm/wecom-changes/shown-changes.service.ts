import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { WecomChange as ShownChange } from '@sidecard/contracts';
import type { Repository } from 'typeorm';
import type { CurrentMember } from '../../auth/index.js';
import { writtenOnce } from '../../database/written-once.js';
import type { ServedCustomer } from '../customers/customer-facts.service.js';
import type { FollowRelation } from '../customers/follow-relation.entity.js';
import { maskPhone } from '../customers/mask-phone.js';
import { CorpTagsRepository, type CorpTags } from '../tags/corp-tags.repository.js';
import { readChange, tagIdsOf, withChange, type WecomChange } from './wecom-change.js';
import { WecomChangeRow } from './wecom-change.entity.js';

/** What a member sees of a relation. */
export interface ShownRelation {
  /** WeCom's copy, with what is on its way laid over it. */
  relation: FollowRelation;
  /** Those of the relation. */
  tags: CorpTags;
  changes: ShownChange[];
}

/** Lays a member's changes over what WeCom is known to have. Who sees the customer through somebody else sees WeCom's. */
@Injectable()
export class ShownChanges {
  private readonly openOf: (asked: CurrentMember & { subject: string }) => Promise<WecomChangeRow[]>;

  constructor(
    @InjectRepository(WecomChangeRow) changes: Repository<WecomChangeRow>,
    private readonly corpTags: CorpTagsRepository,
  ) {
    this.openOf = writtenOnce(changes, (rows) =>
      rows
        .where('row.corpId = :corpId AND row.subject = :subject')
        .andWhere('row.agentId = :agentId AND row.userId = :userId')
        .andWhere(`row.state IN ('waiting', 'working', 'dead')`)
        .orderBy('row.arrival'),
    );
  }

  async look(member: CurrentMember, served: ServedCustomer): Promise<ShownRelation> {
    const subject = served.customer.externalUserId;
    const rows = served.access === 'own' ? await this.openOf({ ...member, subject }) : [];
    const changes = rows.map((row) => ({ row, change: readChange(row.message) }));
    const onTheirWay = changes.filter(({ row }) => row.state !== 'dead');
    const relation = onTheirWay.reduce((laid, { change }) => withChange(laid, change), served.relation);
    const [tags, named] = await Promise.all([
      this.corpTags.find(member.corpId, relation.tagIds ?? []),
      // That a tag is gone may be why it was refused.
      this.corpTags.named(
        member.corpId,
        changes.flatMap(({ change }) => tagIdsOf(change)),
      ),
    ]);
    return {
      relation,
      tags,
      changes: changes.map(({ row, change }) => ({
        changeId: row.changeId,
        parts: partsOf(change, named),
        refusal: row.state === 'dead' ? (row.refusal ?? 'gave_up') : null,
      })),
    };
  }
}

function partsOf(change: WecomChange, tags: CorpTags): ShownChange['parts'] {
  if (change.kind === 'tags') {
    const named = (what: 'tag_added' | 'tag_removed', tagIds: string[]) =>
      tagIds.flatMap((tagId) => {
        const tag = tags.get(tagId);
        return tag ? [{ what, text: tag.name }] : [];
      });
    return [...named('tag_added', change.add), ...named('tag_removed', change.remove)];
  }
  const { remark, description, company, phones } = change;
  return [
    ...(remark === undefined ? [] : [{ what: 'remark' as const, text: remark }]),
    ...(company === undefined ? [] : [{ what: 'company' as const, text: company }]),
    ...(description === undefined ? [] : [{ what: 'description' as const, text: description }]),
    ...(phones === undefined ? [] : [{ what: 'phones' as const, text: phones.map(maskPhone).join(' ') }]),
  ];
}
