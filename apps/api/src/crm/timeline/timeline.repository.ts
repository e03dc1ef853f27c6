import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { EntityManager, Repository } from 'typeorm';
import { inChunks } from '../../database/in-chunks.js';
import type { WecomApp } from '../../wecom/index.js';
import { TimelineEntry, type TimelineLine } from './timeline-entry.entity.js';
import { earlierThan, type Position } from './position.js';

@Injectable()
export class TimelineRepository {
  constructor(@InjectRepository(TimelineEntry) private readonly entries: Repository<TimelineEntry>) {}

  /** Lines that are there already stay as they are. */
  async append(manager: EntityManager, lines: TimelineLine[]): Promise<void> {
    const rows = lines.map(({ happened: { kind, details }, ...line }) => ({ ...line, kind, details }));
    await inChunks(rows, (some) =>
      manager.createQueryBuilder().insert().into(TimelineEntry).values(some).orIgnore().execute(),
    );
  }

  /** The latest lines about a customer that `app` was told, before a position. */
  before(
    { corpId, agentId }: WecomApp,
    externalUserId: string,
    position: Position | null,
    count: number,
  ): Promise<TimelineEntry[]> {
    return this.entries.find({
      where: earlierThan<TimelineEntry>({ corpId, agentId, externalUserId }, 'at', 'entryId', position),
      order: { at: 'DESC', entryId: 'DESC' },
      take: count,
    });
  }
}

/** The same id for the same thing, from whatever makes it that thing. */
export function lineId(...parts: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}
