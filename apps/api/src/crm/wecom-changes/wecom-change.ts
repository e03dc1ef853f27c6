import * as z from 'zod';
import type { RelationRow } from '../customers/follow-relation.entity.js';

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('tags'), add: z.array(z.string()), remove: z.array(z.string()) }),
  z.object({
    kind: z.literal('remark'),
    remark: z.string().optional(),
    description: z.string().optional(),
    company: z.string().optional(),
    phones: z.array(z.string()).optional(),
  }),
]);

/** What a member changes of their relation to a customer. What is left out stays. */
export type WecomChange = z.infer<typeof changeSchema>;

export function toMessage(change: WecomChange): string {
  return JSON.stringify(change);
}

export function readChange(message: string): WecomChange {
  return changeSchema.parse(JSON.parse(message));
}

type Noted = Pick<RelationRow, 'remark' | 'description' | 'remarkCompany' | 'phones' | 'tagIds'>;

/** The relation as it is once WeCom has taken the change. */
export function withChange<Relation extends Noted>(relation: Relation, change: WecomChange): Relation {
  switch (change.kind) {
    case 'tags': {
      const { add, remove } = change;
      const worn = relation.tagIds && [...new Set([...relation.tagIds, ...add])];
      return { ...relation, tagIds: worn && worn.filter((tagId) => !remove.includes(tagId)) };
    }
    case 'remark': {
      const { remark, description, company, phones } = change;
      return {
        ...relation,
        remark: remark ?? relation.remark,
        description: description ?? relation.description,
        remarkCompany: company ?? relation.remarkCompany,
        phones: phones ?? relation.phones,
      };
    }
  }
}

/** Tags that a change names. */
export function tagIdsOf(change: WecomChange): string[] {
  return change.kind === 'tags' ? [...change.add, ...change.remove] : [];
}
