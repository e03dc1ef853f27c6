import type { AppScope } from '@sidecard/contracts/addresses';
import * as z from 'zod/mini';
import { keepValue } from './kept-value';
import { ownValue } from './own-value';
import type { Person } from './person';

const text = z.string();
const partSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text }),
  z.object({ kind: z.literal('image'), mediaId: text, fileName: text }),
  z.object({ kind: z.literal('file'), mediaId: text, fileName: text }),
  z.object({
    kind: z.literal('link'),
    url: text,
    title: text,
    description: text,
    imageUrl: z.nullable(text),
  }),
]);

const draftSchema = z.object({
  /** User id of the member who is writing it. */
  by: text,
  scriptId: text,
  library: z.enum(['company', 'own']),
  folderId: z.nullable(text),
  title: text,
  parts: z.array(partSchema),
  /** The version that is being changed; null for a new one. */
  basedOn: z.nullable(z.int()),
});

/** A script that is being written. It survives another page and a reload, not another person. There is one at a time. */
export type ScriptDraft = z.infer<typeof draftSchema>;

const keyIn = ({ corpId, agentId }: AppScope) => `sidecard.script-draft:${corpId}/${agentId}`;

export function keepScriptDraft(scope: AppScope, draft: ScriptDraft | null): void {
  if (draft) keepValue(keyIn(scope), draft);
  else sessionStorage.removeItem(keyIn(scope));
}

export function scriptDraftOf(person: Person): ScriptDraft | null {
  return ownValue(keyIn(person), draftSchema, person.userId);
}
