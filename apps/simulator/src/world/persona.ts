import type { Corp, Customer, Relation } from './world.js';

/** A corp as the persona files write it: only what matters is said, time is counted back from today. */
export interface CorpPersona extends Omit<Corp, 'customers' | 'tagGroups'> {
  customers: CustomerPersona[];
  /** Group name → tags as `[id, name]`. */
  tagGroups: { groupId: string; name: string; tags: [id: string, name: string][] }[];
}

export interface CustomerPersona {
  externalUserId: string;
  name: string;
  gender?: 'male' | 'female';
  hasAvatar?: false;
  company?: Customer['company'];
  relations: RelationPersona[];
}

export interface RelationPersona extends Partial<Omit<Relation, 'createdAt' | 'operUserId'>> {
  userId: string;
  daysAgo: number;
  /** Who started the adding; the member, unless said otherwise. */
  operUserId?: string;
}

const DAY_S = 24 * 60 * 60;
const genders = { male: 1, female: 2 } as const;

export function corpFromPersona(persona: CorpPersona, nowS: number): Corp {
  return {
    ...persona,
    tagGroups: persona.tagGroups.map(({ groupId, name, tags }, index) => ({
      groupId,
      name,
      createdAt: nowS - 400 * DAY_S,
      order: persona.tagGroups.length - index,
      tags: tags.map(([id, tagName], position) => ({
        id,
        name: tagName,
        createdAt: nowS - 400 * DAY_S,
        order: tags.length - position,
      })),
    })),
    customers: persona.customers.map((customer) => ({
      externalUserId: customer.externalUserId,
      name: customer.name,
      hasAvatar: customer.hasAvatar ?? true,
      type: customer.company ? 2 : 1,
      gender: customer.gender ? genders[customer.gender] : 0,
      company: customer.company ?? null,
      relations: customer.relations.map(({ daysAgo, ...relation }) => ({
        remark: '',
        description: '',
        addWay: 1,
        operUserId: relation.userId,
        tagIds: [],
        personalTags: [],
        remarkMobiles: [],
        remarkCorpName: '',
        state: null,
        deletedBy: null,
        createdAt: nowS - daysAgo * DAY_S,
        ...relation,
      })),
    })),
  };
}
