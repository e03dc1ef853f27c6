import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, Like, MoreThanOrEqual, type EntityManager, type Repository } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { inChunks } from '../../database/in-chunks.js';
import { insertNew } from '../../database/insert-rows.js';
import type { WecomApp } from '../../wecom/index.js';
import { ANY_AGENT, TimelineEntry, type Happened, type TimelineLine } from './timeline-entry.entity.js';
import { earlierThan, type Position } from './position.js';

const FOUND = 'found.';

@Injectable()
export class TimelineRepository {
  constructor(@InjectRepository(TimelineEntry) private readonly entries: Repository<TimelineEntry>) {}

  /** Lines that are there already stay as they are. */
  async append(manager: EntityManager, lines: TimelineLine[]): Promise<void> {
    const rows = lines.map(({ happened: { kind, details }, ...line }) => ({ ...line, kind, details }));
    await inChunks(rows, (some) => insertNew(manager, TimelineEntry, some));
  }

  /**
   * Lines that were found by asking, and that no event has told of yet.
   * @param since ms since 1970: by the time that the lines bear
   */
  found(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    externalUserId: string,
    since: number,
  ): Promise<TimelineEntry[]> {
    return manager.find(TimelineEntry, {
      where: {
        corpId,
        agentId,
        externalUserId,
        entryId: Like(`${FOUND}%`),
        at: MoreThanOrEqual(since),
      },
      order: { at: 'ASC', entryId: 'ASC' },
    });
  }

  async remove(manager: EntityManager, corpId: string, entryIds: string[]): Promise<void> {
    if (entryIds.length > 0) await manager.delete(TimelineEntry, { corpId, entryId: In(entryIds) });
  }

  /** The latest lines about a customer that `app` was told, or every app, before a position. @param kinds null: of all kinds */
  before(
    { corpId, agentId }: WecomApp,
    externalUserId: string,
    kinds: Happened['kind'][] | null,
    position: Position | null,
    count: number,
  ): Promise<TimelineEntry[]> {
    const about = { corpId, agentId: In([agentId, ANY_AGENT]), externalUserId };
    const lines = kinds ? { ...about, kind: In(kinds) } : about;
    return this.entries.find({
      where: earlierThan<TimelineEntry>(lines, 'at', 'entryId', position),
      order: { at: 'DESC', entryId: 'DESC' },
      take: count,
    });
  }
}

/** The same id for the same thing, from whatever makes it that thing. */
export function lineId(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

/** The id of what no event has told of, or not yet. @param parts what makes it that thing; without them each is another */
export function foundLineId(...parts: (string | number)[]): string {
  return FOUND + (parts.length > 0 ? lineId(...parts) : timeSortedId());
}
