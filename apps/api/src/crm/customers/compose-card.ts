import type { Card } from '@sidecard/contracts';
import type { MemberNames } from '../../members/index.js';
import type { FollowUp } from '../follow-ups/follow-up.entity.js';
import type { Order } from '../orders/order.entity.js';
import type { CustomerProfile } from './customer-profile.entity.js';
import type { ServedCustomer } from './customer-facts.service.js';
import type { RelationTag } from './follow-relation.entity.js';
import { toFollowUp } from '../follow-ups/to-follow-up.js';
import { iso } from '../iso.js';
import { maskPhone } from './mask-phone.js';

interface CardParts extends ServedCustomer {
  profile: CustomerProfile | null;
  orders: Order[];
  followUps: FollowUp[];
  names: MemberNames;
}

export function composeCard(parts: CardParts): Card {
  const { customer, relation, profile, names } = parts;
  const person = (userId: string) => ({ userId, name: names.get(userId) ?? null });
  return {
    externalUserId: customer.externalUserId,
    name: customer.name,
    avatarUrl: customer.avatarUrl,
    kind: customer.kind,
    gender: customer.gender,
    company: customer.companyName
      ? { name: customer.companyName, fullName: customer.companyFullName, position: customer.position }
      : null,
    access: parts.access,
    relation: {
      member: person(relation.userId),
      remark: relation.remark,
      description: relation.description,
      remarkCompany: relation.remarkCompany,
      maskedPhones: relation.phones.map(maskPhone),
      tagGroups: groupTags(relation.tags),
      addWay: relation.addWay,
      addedAt: iso(relation.addedAt),
      channel: relation.channel,
    },
    colleagues: parts.colleagues.map(({ userId, addedAt }) => ({ ...person(userId), addedAt: iso(addedAt) })),
    crm: {
      level: profile?.level ?? null,
      owner: profile?.ownerUserId ? person(profile.ownerUserId) : null,
      orders: parts.orders.map(({ orderNumber, title, status, amountMinor, currency, orderedAt }) => ({
        orderNumber,
        title,
        status,
        amountMinor,
        currency,
        orderedAt: iso(orderedAt),
      })),
      followUps: parts.followUps.map((followUp) => toFollowUp(followUp, names)),
    },
    confirmedAt: iso(relation.confirmedAt),
    upToDate: parts.upToDate,
  };
}

/** In the order WeCom gives the tags; the member's own tags have no group and come last. */
function groupTags(tags: RelationTag[]): Card['relation']['tagGroups'] {
  const groups = new Map<string, Card['relation']['tagGroups'][number]>();
  const personalLast = tags.toSorted((a, b) => Number(a.kind === 'personal') - Number(b.kind === 'personal'));
  for (const { group, name, kind } of personalLast) {
    const entry = groups.get(group) ?? { name: group, tags: [] };
    entry.tags.push({ name, kind });
    groups.set(group, entry);
  }
  return [...groups.values()];
}
