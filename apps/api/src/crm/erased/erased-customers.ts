import { createHash } from 'node:crypto';
import { In, type EntityManager } from 'typeorm';
import type { Person } from '../../personal-data/holding.js';
import { ErasedCustomer } from './erased-customer.entity.js';

/** Whoever knows the id finds the mark, and nobody finds the id. */
function erasureMark({ corpId, externalUserId }: Person): string {
  return createHash('sha256').update(`${corpId}/${externalUserId}`).digest('hex');
}

/** From now on what WeCom tells of this person is left out. @param erasedAt ms since 1970 */
export async function markErased(manager: EntityManager, person: Person, erasedAt: number): Promise<void> {
  const row = { corpId: person.corpId, mark: erasureMark(person), erasedAt };
  await manager.upsert(ErasedCustomer, row, ['corpId', 'mark']);
}

/** They are a customer again. */
export async function unmarkErased(manager: EntityManager, person: Person): Promise<void> {
  await manager.delete(ErasedCustomer, { corpId: person.corpId, mark: erasureMark(person) });
}

/** Those of these people who have been erased, each with when, ms since 1970. */
export async function erasedAmong(
  manager: EntityManager,
  corpId: string,
  externalUserIds: string[],
): Promise<Map<string, number>> {
  if (externalUserIds.length === 0) return new Map();
  const people = new Map(
    externalUserIds.map((externalUserId) => [erasureMark({ corpId, externalUserId }), externalUserId]),
  );
  const found = await manager.findBy(ErasedCustomer, { corpId, mark: In([...people.keys()]) });
  return new Map(
    found.flatMap(({ mark, erasedAt }) => {
      const externalUserId = people.get(mark);
      return externalUserId === undefined ? [] : [[externalUserId, erasedAt] as const];
    }),
  );
}
