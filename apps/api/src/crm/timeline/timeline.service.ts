import { Injectable } from '@nestjs/common';
import { timelineEntrySchema, type Timeline, type TimelineEntry as EntryAnswer } from '@sidecard/contracts';
import type { CurrentMember } from '../../auth/index.js';
import { MembersService, type MemberNames } from '../../members/index.js';
import { FollowUpsRepository } from '../follow-ups/follow-ups.repository.js';
import type { FollowUp } from '../follow-ups/follow-up.entity.js';
import { toFollowUp } from '../follow-ups/to-follow-up.js';
import { iso } from '../iso.js';
import type { Order } from '../orders/order.entity.js';
import { OrdersRepository } from '../orders/orders.repository.js';
import { toOrder } from '../orders/to-order.js';
import { formatPosition, type Position } from './position.js';
import type { TimelineEntry } from './timeline-entry.entity.js';
import { TimelineRepository } from './timeline.repository.js';

const PAGE = 20;

/** A line on its way, from whichever table it is. */
interface Line extends Position {
  userId: string | null;
  answer: (names: MemberNames) => EntryAnswer;
}

@Injectable()
export class TimelineService {
  constructor(
    private readonly timeline: TimelineRepository,
    private readonly followUps: FollowUpsRepository,
    private readonly orders: OrdersRepository,
    private readonly members: MembersService,
  ) {}

  /** Everything there is about a customer, merged, newest first. @param before where the last page ended */
  async page(member: CurrentMember, externalUserId: string, before: Position | null): Promise<Timeline> {
    const { corpId } = member;
    const [happened, followUps, orders] = await Promise.all([
      this.timeline.before(member, externalUserId, before, PAGE + 1),
      this.followUps.latest(corpId, externalUserId, PAGE + 1, before),
      this.orders.latest(corpId, externalUserId, PAGE + 1, before),
    ]);
    const lines = [...happened.map(ofEntry), ...followUps.map(ofFollowUp), ...orders.map(ofOrder)].toSorted(
      latestFirst,
    );
    const shown = lines.slice(0, PAGE);
    const names = await this.members.names(
      member,
      shown.flatMap(({ userId }) => userId ?? []),
    );
    const last = shown.at(-1);
    return {
      entries: shown.map(({ answer }) => answer(names)),
      next: last && lines.length > PAGE ? formatPosition(last) : null,
    };
  }
}

function latestFirst(one: Position, other: Position): number {
  return other.at - one.at || (one.id < other.id ? 1 : -1);
}

function ofFollowUp(followUp: FollowUp): Line {
  const { followUpId: id, createdAt: at, authorUserId: userId } = followUp;
  return {
    at,
    id,
    userId,
    answer: (names) => ({ kind: 'follow_up', id, at: iso(at), followUp: toFollowUp(followUp, names) }),
  };
}

function ofOrder(order: Order): Line {
  const { orderNumber: id, orderedAt: at } = order;
  return { at, id, userId: null, answer: () => ({ kind: 'order', id, at: iso(at), order: toOrder(order) }) };
}

/** Stored details are believed as far as they have the shape of their kind. */
function ofEntry({ entryId: id, at, userId, kind, details }: TimelineEntry): Line {
  return {
    at,
    id,
    userId,
    answer: (names) =>
      timelineEntrySchema.parse({
        ...details,
        kind,
        id,
        at: iso(at),
        member: { userId: userId ?? '', name: names.get(userId ?? '') ?? null },
      }),
  };
}
