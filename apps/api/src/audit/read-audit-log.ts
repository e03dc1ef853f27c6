import { MoreThanOrEqual, type DataSource } from 'typeorm';
import { AuditEntry } from './audit-entry.entity.js';

export interface AuditQuery {
  corpId: string;
  /** Whose card was seen or changed. */
  externalUserId?: string;
  /** Who has done it. Lower case. */
  userId?: string;
  /** ms since 1970. */
  since: number;
  count: number;
}

/** The latest entries about a customer, or of a member, or of a member about a customer; newest first. */
export function readAuditLog(dataSource: DataSource, query: AuditQuery): Promise<AuditEntry[]> {
  const { corpId, externalUserId, userId, since, count } = query;
  return dataSource.getRepository(AuditEntry).find({
    where: {
      corpId,
      ...(externalUserId ? { externalUserId } : {}),
      ...(userId ? { userId } : {}),
      at: MoreThanOrEqual(since),
    },
    order: { at: 'DESC', entryId: 'DESC' },
    take: count,
  });
}
