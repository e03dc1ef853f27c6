import type { Words } from '@sidecard/contracts';

/** What the company is told of, each with what there is to say (docs/webhooks.md). Names in here are for receivers. */
export type Happening =
  | {
      kind: 'follow_up.added';
      /** `nextContactOn` is a day, `2026-11-29`; `stage` what was said with it. */
      data: { followUpId: string; note: string; nextContactOn: string | null; stage: string | null };
    }
  | { kind: 'follow_up.edited'; data: { followUpId: string; note: string; nextContactOn: string | null } }
  | { kind: 'follow_up.deleted'; data: { followUpId: string } }
  | { kind: 'customer.linked'; data: { key: string } }
  /** `key` of the record that it no longer is. */
  | { kind: 'customer.unlinked'; data: { key: string } }
  | { kind: 'tags.changed'; data: { added: NamedTag[]; removed: NamedTag[] } }
  /** Null for what has not been changed. Of phones only that they have: these rows are kept for a month. */
  | {
      kind: 'remark.changed';
      data: {
        remark: string | null;
        description: string | null;
        company: string | null;
        phonesChanged: boolean;
      };
    }
  | { kind: 'stage.changed'; data: { stage: string; label: Words; previousStage: string | null } };

/** Without a name where nobody knows it any more. */
interface NamedTag {
  tagId: string;
  name: string | null;
}

/** A member has done something with a customer. */
export interface News {
  corpId: string;
  agentId: number;
  userId: string;
  externalUserId: string;
  /** Key of the record in the company's own CRM, where a member has said which it is. */
  crmKey: string | null;
  /** ms since 1970. */
  happenedAt: number;
  happening: Happening;
}

/** Goes up when receivers would have to change. */
const VERSION = 1;

/** The body of a message. */
export function bodyOf({ happening, happenedAt, ...who }: News): string {
  const { corpId, agentId, externalUserId, crmKey, userId } = who;
  const { kind, data } = happening;
  const at = new Date(happenedAt).toISOString();
  return JSON.stringify({
    version: VERSION,
    kind,
    at,
    corpId,
    agentId,
    externalUserId,
    crmKey,
    userId,
    data,
  });
}
