import { In, type EntityManager } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { inChunks } from '../../database/in-chunks.js';
import { Customer } from '../customers/customer.entity.js';

/**
 * Cards of these customers look different once the transaction is done; `LiveChanges.announce` then tells them.
 * @returns each once
 */
export async function markChanged(
  manager: EntityManager,
  corpId: string,
  externalUserIds: string[],
): Promise<string[]> {
  const changed = [...new Set(externalUserIds)];
  await inChunks(changed, (some) =>
    manager.update(Customer, { corpId, externalUserId: In(some) }, { changeId: timeSortedId() }),
  );
  return changed;
}
