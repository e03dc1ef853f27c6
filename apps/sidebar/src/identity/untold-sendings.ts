import type { ScriptSending } from '@sidecard/contracts';
import type { AppScope } from '@sidecard/contracts/addresses';
import * as z from 'zod/mini';
import { keepValue, keptValue } from './kept-value';
import type { Person } from './person';

const text = z.string();

const untoldSchema = z.array(
  z.object({
    /** User id of the member who has sent it. */
    by: text,
    target: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('customer'), externalUserId: text }),
      z.object({ kind: z.literal('group'), chatId: text }),
    ]),
    sending: z.object({
      sendingId: text,
      scriptId: text,
      results: z.array(
        z.object({ part: z.int(), result: z.enum(['sent', 'cancelled', 'refused', 'unknown']) }),
      ),
    }),
  }),
);

/** What has come of a sending and could not be written down: ids and results, nothing that was said. */
export type UntoldSending = z.infer<typeof untoldSchema>[number] & { sending: ScriptSending };

const keyIn = ({ corpId, agentId }: AppScope) => `sidecard.untold-sendings:${corpId}/${agentId}`;

/** Another member's are not told in this one's name. The oldest first. */
export function untoldSendingsOf(person: Person): UntoldSending[] {
  const kept = untoldSchema.safeParse(keptValue(keyIn(person))).data ?? [];
  return kept.filter(({ by }) => by === person.userId);
}

export function addUntold(person: Person, untold: Omit<UntoldSending, 'by'>): void {
  keepValue(keyIn(person), [...untoldSendingsOf(person), { by: person.userId, ...untold }]);
}

export function dropUntold(person: Person, sendingId: string): void {
  const left = untoldSendingsOf(person).filter(({ sending }) => sending.sendingId !== sendingId);
  if (left.length > 0) keepValue(keyIn(person), left);
  else sessionStorage.removeItem(keyIn(person));
}
