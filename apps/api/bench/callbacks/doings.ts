import { randomInt } from 'node:crypto';
import type { Happening, Relation, Customer } from '@sidecard/simulator';
import type { Ground } from './ground.js';

type Pair = { customer: Customer; relation: Relation };

/** What people of a company and its customers do, at random. */
export class Doings {
  private drawn = 0;
  /** When two have last made or ended their relation, seconds since 1970. */
  private readonly turnedAt = new Map<string, number>();

  constructor(private readonly ground: Ground) {}

  /** Something that can happen in the world as it is. */
  next(): Happening {
    this.drawn += 1;
    const { corpId } = this.ground.corp;
    const kind = weighed(
      ['edit', 48],
      ['come', 12],
      ['leave', 8],
      ['drop', 8],
      ['back', 9],
      ['half', 3],
      ['fail', 2],
      ['tag', 4],
      ['chat', 6],
    );
    switch (kind) {
      case 'edit':
        return this.edit();
      case 'come':
        return {
          kind: 'customerAddsMember',
          corpId,
          userId: this.member(),
          name: `新客${this.drawn}`,
          state: 'bench',
        };
      case 'leave':
        return { kind: 'customerDeletesMember', ...this.turn(({ deletedBy }) => !deletedBy) };
      case 'drop':
        return { kind: 'memberDeletesCustomer', ...this.turn(({ deletedBy }) => deletedBy !== 'member') };
      case 'back':
        return { kind: 'customerAddsMember', ...this.turn(({ deletedBy }) => deletedBy !== null) };
      case 'half':
        return {
          kind: 'customerHalfAddsMember',
          ...idsOf(
            corpId,
            this.pair(({ deletedBy }) => !deletedBy),
          ),
        };
      case 'fail':
        return {
          kind: 'transferFails',
          ...idsOf(
            corpId,
            this.pair(({ deletedBy }) => !deletedBy),
          ),
          failReason: 'customer_refused',
        };
      case 'tag':
        return this.tagging();
      case 'chat':
        return this.chatting();
    }
  }

  private edit(): Happening {
    const { corpId } = this.ground.corp;
    const pair = this.pair(({ deletedBy }) => deletedBy !== 'member');
    const tagId = pick(this.tagIds());
    return {
      kind: 'memberEditsCustomer',
      ...idsOf(corpId, pair),
      remark: `备注${this.drawn}`,
      ...(pair.relation.tagIds.includes(tagId) ? { removeTagIds: [tagId] } : { addTagIds: [tagId] }),
    };
  }

  private tagging(): Happening {
    const { corpId } = this.ground.corp;
    const groups = this.ground.corp.tagGroups.filter(({ deleted }) => !deleted);
    const id = pick(this.tagIds());
    // A corp that has none left can wear none.
    const kind = this.tagIds().length > 5 ? randomInt(4) : 0;
    if (kind === 0)
      return {
        kind: 'adminCreatesTagGroup',
        corpId,
        groupName: `组${this.drawn}`,
        tagNames: ['甲', '乙', '丙'],
      };
    if (kind === 1) return { kind: 'adminEditsTag', corpId, id, name: `标签${this.drawn}` };
    if (kind === 2) return { kind: 'adminDeletesTag', corpId, id };
    return { kind: 'adminCreatesTag', corpId, groupId: pick(groups).groupId, name: `标签${this.drawn}` };
  }

  private chatting(): Happening {
    const { corpId, groupChats, customers } = this.ground.corp;
    const chat = pick(groupChats.filter(({ dismissed }) => !dismissed));
    const { chatId } = chat;
    const outsiders = chat.members.filter(({ kind }) => kind === 'external').map(({ id }) => id);
    const kind = randomInt(5);
    if (kind === 0 && outsiders.length > 0)
      return { kind: 'peopleLeaveGroupChat', corpId, chatId, ids: [pick(outsiders)] };
    if (kind === 1) return { kind: 'groupChatChanges', corpId, chatId, name: `群${this.drawn}` };
    if (kind === 2)
      return {
        kind: 'groupChatBegins',
        corpId,
        ownerUserId: this.member(),
        name: `新群${this.drawn}`,
        ids: [this.pair(() => true).customer.externalUserId],
      };
    if (kind === 3 && groupChats.length > 10) return { kind: 'groupChatEnds', corpId, chatId };
    const newcomer = [...customers].find(({ externalUserId }) => !outsiders.includes(externalUserId));
    return { kind: 'peopleJoinGroupChat', corpId, chatId, ids: [newcomer?.externalUserId ?? ''] };
  }

  /** The platform tells seconds: what two have done and undone in one of them has no order that anybody could know. */
  private turn(wanted: (relation: Relation) => boolean) {
    const now = Math.floor(Date.now() / 1000);
    const pair = this.pair((relation, { externalUserId }) => {
      const turnedAt = this.turnedAt.get(`${externalUserId} ${relation.userId}`) ?? 0;
      return wanted(relation) && now - turnedAt > 1;
    });
    this.turnedAt.set(`${pair.customer.externalUserId} ${pair.relation.userId}`, now);
    return idsOf(this.ground.corp.corpId, pair);
  }

  private pair(wanted: (relation: Relation, customer: Customer) => boolean): Pair {
    const pairs = [...this.ground.corp.customers].flatMap((customer) =>
      customer.relations
        .filter((relation) => wanted(relation, customer))
        .map((relation) => ({ customer, relation })),
    );
    return pick(pairs);
  }

  private member(): string {
    return pick(this.ground.corp.members.filter(({ customerContact }) => customerContact)).userId;
  }

  private tagIds(): string[] {
    return this.ground.corp.tagGroups
      .filter(({ deleted }) => !deleted)
      .flatMap(({ tags }) => tags.filter(({ deleted }) => !deleted).map(({ id }) => id));
  }
}

function idsOf(corpId: string, { customer, relation }: Pair) {
  return { corpId, userId: relation.userId, externalUserId: customer.externalUserId };
}

function pick<Entry>(entries: Entry[]): Entry {
  const picked = entries[randomInt(Math.max(1, entries.length))];
  if (picked === undefined) throw new Error('there is nothing to pick from');
  return picked;
}

/** Each kind as often among all as it shall be drawn. */
function weighed<Kind extends string>(...weights: [Kind, number][]): Kind {
  return pick(weights.flatMap(([kind, weight]) => Array.from({ length: weight }, () => kind)));
}
