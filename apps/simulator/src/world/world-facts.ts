import type { Customer } from './customers.js';
import type { GroupChat } from './group-chats.js';
import type { TagGroup } from './tags.js';
import { isVisible, visibleRelations, type App, type Corp } from './world.js';

export type WorldFacts = ReturnType<typeof worldFacts>;

/**
 * Everything that an app may be told, and nothing else, as plain data in the order of the ids: what a CRM that has
 * followed well must know. It owes `deletedBy` to callbacks; the rest can be asked for.
 */
export function worldFacts(corp: Corp, app: App) {
  const isTold = (chat: GroupChat) => !chat.dismissed && isVisible(app, chat.ownerUserId);
  const facts = {
    customers: [...corp.customers]
      .map((customer) => customerFacts(app, customer))
      .filter(({ followers }) => followers.length > 0)
      .toSorted(by(({ externalUserId }) => externalUserId)),
    tagGroups: corp.tagGroups
      .filter(({ deleted }) => !deleted)
      .map(tagGroupFacts)
      .toSorted(by(({ groupId }) => groupId)),
    groupChats: corp.groupChats
      .filter(isTold)
      .map(groupChatFacts)
      .toSorted(by(({ chatId }) => chatId)),
  };
  const nothing: typeof facts = { customers: [], tagGroups: [], groupChats: [] };
  return structuredClone(app.mayCallCustomerApis ? facts : nothing);
}

function customerFacts(app: App, customer: Customer) {
  const { relations: _relations, ...facts } = customer;
  return {
    ...facts,
    followers: visibleRelations(app, customer)
      .map((relation) => ({ ...relation, tagIds: relation.tagIds.toSorted(by((id) => id)) }))
      .toSorted(by(({ userId }) => userId)),
  };
}

function tagGroupFacts({ groupId, name, order, tags }: TagGroup) {
  return {
    groupId,
    name,
    order,
    tags: tags
      .filter(({ deleted }) => !deleted)
      .map((tag) => ({ id: tag.id, name: tag.name, order: tag.order }))
      .toSorted(by(({ id }) => id)),
  };
}

function groupChatFacts({ dismissed: _dismissed, ...chat }: GroupChat) {
  return { ...chat, members: chat.members.toSorted(by(({ id }) => id)) };
}

/** Byte by byte, as databases do it. */
function by<Entry>(key: (entry: Entry) => string): (one: Entry, other: Entry) => number {
  return (one, other) => (key(one) < key(other) ? -1 : 1);
}
