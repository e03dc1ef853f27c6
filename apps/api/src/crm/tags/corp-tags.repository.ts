import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, Not, type EntityManager, type Repository } from 'typeorm';
import { inChunks } from '../../database/in-chunks.js';
import type { SeenTag, WecomTagGroup } from '../../wecom/index.js';
import { CorpTag } from './corp-tag.entity.js';

/** Tags by id. */
export type CorpTags = ReadonlyMap<string, CorpTag>;

const KEY = ['corpId', 'tagId'];

@Injectable()
export class CorpTagsRepository {
  constructor(@InjectRepository(CorpTag) private readonly tags: Repository<CorpTag>) {}

  /** Those that there are. */
  async find(
    corpId: string,
    tagIds: string[],
    manager: EntityManager = this.tags.manager,
  ): Promise<CorpTags> {
    if (tagIds.length === 0) return new Map();
    const found = await manager.findBy(CorpTag, { corpId, tagId: In(tagIds), deletedAt: IsNull() });
    return new Map(found.map((tag) => [tag.tagId, tag]));
  }

  /** Tags seen on a customer, as far as nobody knew them. */
  async learnSeen(manager: EntityManager, corpId: string, seen: SeenTag[]): Promise<void> {
    const byId = new Map(seen.map((tag) => [tag.tagId, tag]));
    const known = await this.find(corpId, [...byId.keys()], manager);
    const unknown = [...byId.values()].filter(({ tagId, name, groupName }) => {
      const tag = known.get(tagId);
      return !tag || tag.name !== name || tag.groupName !== groupName;
    });
    if (unknown.length === 0) return;
    await manager.upsert(
      CorpTag,
      unknown.map((tag) => ({
        ...tag,
        corpId,
        groupId: known.get(tag.tagId)?.groupId ?? null,
        groupOrder: known.get(tag.tagId)?.groupOrder ?? 0,
        tagOrder: known.get(tag.tagId)?.tagOrder ?? 0,
        deletedAt: null,
      })),
      KEY,
    );
  }

  /** All tags of the corp that there are now. @param toldAt ms since 1970 */
  async learnAll(
    manager: EntityManager,
    corpId: string,
    groups: WecomTagGroup[],
    toldAt: number,
  ): Promise<void> {
    const rows = groups.flatMap(({ groupId, name: groupName, order: groupOrder, tags }) =>
      tags.map(({ tagId, name, order: tagOrder }) => ({
        corpId,
        tagId,
        groupId,
        groupName,
        groupOrder,
        name,
        tagOrder,
        kind: 'corp' as const,
        deletedAt: null,
      })),
    );
    await inChunks(rows, (some) => manager.upsert(CorpTag, some, KEY));
    const live = await manager.find(CorpTag, {
      select: { tagId: true },
      where: { corpId, kind: 'corp', groupId: Not(IsNull()), deletedAt: IsNull() },
    });
    const told = new Set(rows.map(({ tagId }) => tagId));
    const gone = live.map(({ tagId }) => tagId).filter((tagId) => !told.has(tagId));
    if (gone.length > 0) await manager.update(CorpTag, { corpId, tagId: In(gone) }, { deletedAt: toldAt });
  }
}
