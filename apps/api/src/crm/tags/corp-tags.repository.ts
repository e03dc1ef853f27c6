import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, IsNull, LessThanOrEqual, Not, type EntityManager, type Repository } from 'typeorm';
import { inChunks } from '../../database/in-chunks.js';
import { lockedForWriting } from '../../database/transactions.js';
import type { SeenTag, WecomTagGroup } from '../../wecom/index.js';
import { CorpTag } from './corp-tag.entity.js';

/** Tags by id. */
export type CorpTags = ReadonlyMap<string, CorpTag>;

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

  /** What tags are or were called, deleted ones too. */
  async named(corpId: string, tagIds: string[]): Promise<CorpTags> {
    if (tagIds.length === 0) return new Map();
    const found = await this.tags.findBy({ corpId, tagId: In(tagIds) });
    return new Map(found.map((tag) => [tag.tagId, tag]));
  }

  /** The corp's tags as WeCom has listed them, in its order. */
  listed(corpId: string): Promise<CorpTag[]> {
    return this.tags.find({
      where: { corpId, kind: 'corp', groupId: Not(IsNull()), deletedAt: IsNull() },
      order: { groupOrder: 'DESC', groupId: 'ASC', tagOrder: 'DESC', tagId: 'ASC' },
    });
  }

  /** When WeCom was last asked for all of them, ms since 1970; null for never. */
  listedAt(corpId: string, manager: EntityManager = this.tags.manager): Promise<number | null> {
    return manager.maximum(CorpTag, 'toldAt', { corpId, groupId: Not(IsNull()) });
  }

  /** Tags seen on customers, as far as nobody knew them. @param askedAt ms since 1970 */
  async learnSeen(manager: EntityManager, corpId: string, seen: SeenTag[], askedAt: number): Promise<void> {
    const byId = new Map(seen.map((tag) => [tag.tagId, tag]));
    const known = await this.find(corpId, [...byId.keys()], manager);
    const unknown = [...byId.values()].filter(({ tagId, name, groupName }) => {
      const tag = known.get(tagId);
      return !tag || tag.name !== name || tag.groupName !== groupName;
    });
    if (unknown.length === 0) return;
    const listedAt = await this.listedAt(corpId, manager);
    // A later list would name it, if it were still there. Tags of rule groups are in no list.
    const isGone = (tag: SeenTag) =>
      tag.kind === 'corp' && askedAt < (listedAt ?? 0) && !known.has(tag.tagId);
    const rows = unknown
      .filter((tag) => !isGone(tag))
      .map((tag) => ({
        ...tag,
        corpId,
        groupId: known.get(tag.tagId)?.groupId ?? null,
        groupOrder: known.get(tag.tagId)?.groupOrder ?? 0,
        tagOrder: known.get(tag.tagId)?.tagOrder ?? 0,
        deletedAt: null,
        toldAt: askedAt,
      }));
    await this.write(manager, corpId, rows);
  }

  /** All tags of the corp that there are now. @param askedAt ms since 1970 */
  async learnAll(
    manager: EntityManager,
    corpId: string,
    groups: WecomTagGroup[],
    askedAt: number,
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
        toldAt: askedAt,
      })),
    );
    await this.write(manager, corpId, rows);
    const told = rows.map(({ tagId }) => tagId);
    const isEarlier = { corpId, toldAt: LessThanOrEqual(askedAt) };
    await inChunks(told, (some) =>
      manager.update(CorpTag, { ...isEarlier, tagId: In(some) }, { toldAt: askedAt }),
    );
    const isGone = { kind: 'corp', deletedAt: IsNull(), tagId: Not(In(told)) } as const;
    await manager.update(CorpTag, { ...isEarlier, ...isGone }, { deletedAt: askedAt, toldAt: askedAt });
  }

  /** Two who have asked one after the other may write the other way round: the later question's answer stays. */
  private async write(manager: EntityManager, corpId: string, rows: CorpTag[]): Promise<void> {
    if (rows.length === 0) return;
    let stored = await this.held(manager, corpId, rows);
    const missing = rows.filter(({ tagId }) => !stored.has(tagId));
    if (missing.length > 0) {
      await inChunks(missing, (some) =>
        manager.createQueryBuilder().insert().into(CorpTag).values(some).orIgnore().execute(),
      );
      stored = await this.held(manager, corpId, rows);
    }
    for (const row of rows) {
      const before = stored.get(row.tagId);
      if (!before || before.toldAt > row.toldAt || isSame(before, row)) continue;
      await manager.update(CorpTag, { corpId, tagId: row.tagId }, row);
    }
  }

  /** Rows, deleted ones among them, that nobody else writes until the transaction is done. */
  private async held(manager: EntityManager, corpId: string, rows: CorpTag[]): Promise<CorpTags> {
    const held = new Map<string, CorpTag>();
    await inChunks(rows.map(({ tagId }) => tagId).toSorted(), async (some) => {
      const found = await manager.find(CorpTag, {
        where: { corpId, tagId: In(some) },
        order: { tagId: 'ASC' },
        ...lockedForWriting(manager),
      });
      for (const tag of found) held.set(tag.tagId, tag);
    });
    return held;
  }
}

function isSame(before: CorpTag, { toldAt: _toldAt, ...told }: CorpTag): boolean {
  const { toldAt: _before, ...known } = before;
  return isDeepStrictEqual({ ...known }, { ...told });
}
