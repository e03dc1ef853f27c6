import { z } from 'zod';
import type { Customer, Relation } from '../../world/customers.js';
import { findTag } from '../../world/tags.js';
import { findCustomer, findRelation } from '../../world/world.js';
import { endpoint, type Caller } from '../endpoint.js';
import { memberWithCustomers } from '../permissions.js';
import { Refusal } from '../refusal.js';

const who = { userid: z.string().min(1).max(64), external_userid: z.string().min(1).max(64) };
const missing = { userid: 41009, external_userid: 41035 };

/**
 * What a member has noted about a customer (1.7). Nothing else tells of it: changes by API are not called back (6.5).
 * An empty field counts as none, so that texts can be replaced and not emptied; phones are emptied with `['']`. How
 * emoji are counted is not documented: as two signs here, which is the stricter reading.
 */
export const remark = endpoint({
  method: 'POST',
  path: '/externalcontact/remark',
  params: z
    .object({
      ...who,
      remark: z.string().max(20).optional(),
      description: z.string().max(150).optional(),
      remark_company: z.string().max(20).optional(),
      remark_mobiles: z.array(z.string()).optional(),
      remark_pic_mediaid: z.string().optional(),
    })
    .refine((params) =>
      [
        params.remark,
        params.description,
        params.remark_company,
        params.remark_mobiles,
        params.remark_pic_mediaid,
      ].some((field) => field?.length),
    ),
  missing,
  customerApi: true,
  answer: (_platform, caller, params) => {
    const { customer, relation } = liveRelation(caller, params);
    if (params.remark) relation.remark = params.remark;
    if (params.description) relation.description = params.description;
    if (params.remark_company && customer.type === 1) relation.remarkCorpName = params.remark_company;
    if (params.remark_mobiles?.length)
      relation.remarkMobiles = params.remark_mobiles.filter((mobile) => mobile !== '');
    return {};
  },
});

/** Puts the corp's tags on a customer and takes them off again, as one member sees it (1.8). */
export const markTag = endpoint({
  method: 'POST',
  path: '/externalcontact/mark_tag',
  params: z
    .object({ ...who, add_tag: z.array(z.string()).default([]), remove_tag: z.array(z.string()).default([]) })
    .refine(({ add_tag: added, remove_tag: removed }) => added.length + removed.length > 0),
  missing,
  customerApi: true,
  answer: (_platform, caller, params) => {
    const { relation } = liveRelation(caller, params);
    const { add_tag: added, remove_tag: removed } = params;
    if (![...added, ...removed].every((id) => findTag(caller.corp, id))) throw new Refusal(40068);
    relation.tagIds = [...new Set([...relation.tagIds, ...added])].filter((id) => !removed.includes(id));
    return {};
  },
});

/** Somebody else's customer is 84061, which is what its help text says (1.7; assumed for these two, chapter 9). */
function liveRelation(
  caller: Caller,
  { userid, external_userid: externalUserId }: { userid: string; external_userid: string },
): { customer: Customer; relation: Relation } {
  const member = memberWithCustomers(caller, userid);
  const customer = findCustomer(caller.corp, externalUserId);
  if (!customer) throw new Refusal(40096);
  const relation = findRelation(customer, member.userId);
  if (!relation || relation.deletedBy === 'member') throw new Refusal(84061);
  return { customer, relation };
}
