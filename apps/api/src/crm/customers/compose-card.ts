import type { Card, CardCrm, CardStage, WecomChange } from '@sidecard/contracts';
import type { MemberNames } from '../../members/index.js';
import type { FollowUp } from '../follow-ups/follow-up.entity.js';
import type { ServedCustomer } from './customer-facts.service.js';
import { toFollowUp } from '../follow-ups/to-follow-up.js';
import { iso } from '../iso.js';
import type { CorpTags } from '../tags/corp-tags.repository.js';
import { tagGroupsOf } from '../tags/tag-groups.js';
import { maskPhone } from './mask-phone.js';

interface CardParts extends ServedCustomer {
  crm: CardCrm;
  stage: CardStage;
  followUps: FollowUp[];
  contact: Card['contact'];
  names: MemberNames;
  /** Those of the relation. */
  tags: CorpTags;
  wecomChanges: WecomChange[];
}

export function composeCard(parts: CardParts): Card {
  const { customer, relation, names } = parts;
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
      tagGroups: tagGroupsOf(relation, parts.tags),
      addWay: relation.addWay,
      addedAt: iso(relation.addedAt),
      channel: relation.channel,
      customerLeftAt: relation.customerLeftAt === null ? null : iso(relation.customerLeftAt),
    },
    colleagues: parts.colleagues.map(({ userId, addedAt }) => ({ ...person(userId), addedAt: iso(addedAt) })),
    crm: parts.crm,
    stage: parts.stage,
    wecomChanges: parts.wecomChanges,
    followUps: parts.followUps.map((followUp) => toFollowUp(followUp, names)),
    contact: parts.contact,
    changeId: customer.changeId,
    confirmedAt: iso(relation.confirmedAt),
    upToDate: parts.upToDate,
  };
}
