import type { EntityManager } from 'typeorm';
import { erasedAmong, unmarkErased } from '../erased/erased-customers.js';
import type { ContactHappening, Told } from './told.js';

/**
 * What may be learned: nothing of whoever has been erased, until they come together with a member anew. Then they are a
 * customer like any other.
 * @param manager of the transaction that learns
 * @param happenings by external user id
 */
export async function leaveOutErased(
  manager: EntityManager,
  corpId: string,
  told: Told[],
  happenings: ReadonlyMap<string, ContactHappening[]>,
): Promise<Told[]> {
  const ids = told.map(({ externalUserId }) => externalUserId);
  const erased = await erasedAmong(manager, corpId, ids);
  if (erased.size === 0) return told;
  const back = new Set(
    told
      .filter((answer) => {
        const erasedAt = erased.get(answer.externalUserId);
        return erasedAt !== undefined && lastAdding(answer, happenings) > erasedAt;
      })
      .map(({ externalUserId }) => externalUserId),
  );
  for (const externalUserId of back) await unmarkErased(manager, { corpId, externalUserId });
  return told.filter(({ externalUserId }) => !erased.has(externalUserId) || back.has(externalUserId));
}

/** Of a customer who is added anew the time of the relation need not move: then only the event says so. ms since 1970. */
function lastAdding(answer: Told, happenings: ReadonlyMap<string, ContactHappening[]>): number {
  if (answer.kind === 'gone') return 0;
  const events = (happenings.get(answer.externalUserId) ?? []).filter(({ change }) => change === 'added');
  return Math.max(0, ...answer.followers.map(({ addedAt }) => addedAt), ...events.map(({ at }) => at));
}
