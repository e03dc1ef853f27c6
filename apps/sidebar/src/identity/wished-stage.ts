import * as z from 'zod/mini';
import { keepValue } from './kept-value';
import { ownValue } from './own-value';
import type { Person } from './person';

const wishSchema = z.object({ by: z.string(), stage: z.string() });

const keyOf = ({ corpId, agentId }: Person, externalUserId: string) =>
  `sidecard.stage:${corpId}/${agentId}/${externalUserId}`;

/** How far the member says a customer has come, until the server knows. It survives a chat change and a reload. */
export function wishedStage(person: Person, externalUserId: string): string | null {
  return ownValue(keyOf(person, externalUserId), wishSchema, person.userId)?.stage ?? null;
}

/** @param stage null: there is nothing to be said any more */
export function keepWishedStage(person: Person, externalUserId: string, stage: string | null): void {
  const key = keyOf(person, externalUserId);
  if (stage === null) sessionStorage.removeItem(key);
  else keepValue(key, { by: person.userId, stage });
}
