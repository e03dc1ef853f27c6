import type { AppScope } from '@sidecard/contracts';
import { getApp, getCorp, worldFacts } from '@sidecard/simulator';
import type { DataSource } from 'typeorm';
import { IsNull } from 'typeorm';
import { Customer } from '../../src/crm/customers/customer.entity.js';
import { FollowRelation } from '../../src/crm/customers/follow-relation.entity.js';
import { GroupChat, GroupChatMember } from '../../src/crm/groups/group-chat.entity.js';
import { CorpTag } from '../../src/crm/tags/corp-tag.entity.js';
import type { System } from './system.js';

type WorldFacts = ReturnType<typeof worldFacts>;
export type ComparableFacts = ReturnType<typeof comparable>;

/** What the simulated platform would tell this app of everything, in the CRM's words. */
export function worldOf({ simulator }: Pick<System, 'simulator'>, { corpId, agentId }: AppScope) {
  const corp = getCorp(simulator.world, corpId);
  return comparable(worldFacts(corp, getApp(corp, agentId)));
}

/** @param facts as the simulator's control API gives them, or its library */
export function comparable(facts: WorldFacts) {
  return {
    customers: facts.customers.map((customer) => ({
      externalUserId: customer.externalUserId,
      name: customer.name,
      kind: customer.type === 2 ? 'wecom' : 'wechat',
      gender: (['unknown', 'male', 'female'] as const)[customer.gender],
      unionId: customer.unionId,
      company: customer.company?.shortName ?? null,
      position: customer.company?.position ?? null,
      followers: customer.followers
        .map((relation) => ({
          userId: relation.userId.toLowerCase(),
          remark: relation.remark || null,
          description: relation.description || null,
          remarkCompany: (customer.type === 1 && relation.remarkCorpName) || null,
          phones: relation.remarkMobiles.filter((phone) => phone !== ''),
          tagIds: relation.tagIds,
          addedAt: relation.createdAt * 1000,
          hasLeft: relation.deletedBy === 'customer',
        }))
        .toSorted((one, other) => (one.userId < other.userId ? -1 : 1)),
    })),
    tags: facts.tagGroups
      .flatMap((group) =>
        group.tags.map(({ id, name, order }) => ({
          tagId: id,
          name,
          tagOrder: order,
          groupName: group.name,
          groupOrder: group.order,
        })),
      )
      .toSorted((one, other) => (one.tagId < other.tagId ? -1 : 1)),
    groupChats: facts.groupChats.map((chat) => ({
      chatId: chat.chatId,
      name: chat.name || null,
      notice: chat.notice || null,
      ownerUserId: chat.ownerUserId.toLowerCase(),
      members: chat.members
        .map(({ id, kind, joinedAt }) => `${kind === 'member' ? id.toLowerCase() : id} ${joinedAt * 1000}`)
        .toSorted(),
    })),
  };
}

/** What the CRM knows, in the same words. @param leaving whether it was told of customers who deleted a member */
export async function crmOf(database: DataSource, { corpId, agentId }: AppScope): Promise<ComparableFacts> {
  const { manager } = database;
  const [customers, relations, tags, chats, people] = await Promise.all([
    manager.find(Customer, { where: { corpId }, order: { externalUserId: 'ASC' } }),
    manager.find(FollowRelation, {
      where: { corpId, agentId, endedAt: IsNull() },
      order: { externalUserId: 'ASC', userId: 'ASC' },
    }),
    manager.find(CorpTag, {
      where: { corpId, kind: 'corp', deletedAt: IsNull() },
      order: { tagId: 'ASC' },
    }),
    manager.find(GroupChat, { where: { corpId, agentId, endedAt: IsNull() }, order: { chatId: 'ASC' } }),
    manager.findBy(GroupChatMember, { corpId, agentId, leftAt: IsNull() }),
  ]);
  const isTag = new Set(tags.map(({ tagId }) => tagId));
  const followers = new Map<string, FollowRelation[]>();
  for (const relation of relations) {
    const of = followers.get(relation.externalUserId) ?? [];
    followers.set(relation.externalUserId, [...of, relation]);
  }
  const inChat = new Map<string, string[]>();
  for (const { chatId, memberId, joinedAt } of people)
    inChat.set(chatId, [...(inChat.get(chatId) ?? []), `${memberId} ${joinedAt}`]);
  return {
    customers: customers
      .filter(({ externalUserId }) => followers.has(externalUserId))
      .map(({ externalUserId, name, kind, gender, unionId, companyName, position }) => ({
        externalUserId,
        name,
        kind,
        gender,
        unionId,
        company: companyName,
        position,
        followers: (followers.get(externalUserId) ?? []).map((relation) => ({
          userId: relation.userId,
          remark: relation.remark,
          description: relation.description,
          remarkCompany: relation.remarkCompany,
          phones: relation.phones,
          tagIds: (relation.tagIds ?? []).filter((tagId) => isTag.has(tagId)).toSorted(),
          addedAt: relation.addedAt,
          hasLeft: relation.customerLeftAt !== null,
        })),
      })),
    tags: tags.map(({ tagId, name, tagOrder, groupName, groupOrder }) => ({
      tagId,
      name,
      tagOrder,
      groupName,
      groupOrder,
    })),
    groupChats: chats.map(({ chatId, name, notice, ownerUserId }) => ({
      chatId,
      name,
      notice,
      ownerUserId,
      members: (inChat.get(chatId) ?? []).toSorted(),
    })),
  };
}

/** Of a customer who has left a sync is not told: only an event says so. */
export function withoutLeaving(facts: ComparableFacts) {
  return {
    ...facts,
    customers: facts.customers.map(({ followers, ...customer }) => ({
      ...customer,
      followers: followers.map(({ hasLeft: _hasLeft, ...follower }) => follower),
    })),
  };
}
