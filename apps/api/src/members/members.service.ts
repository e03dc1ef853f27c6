import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { isWecomError, WecomError, WecomMembers, type Membership, type WecomApp } from '../wecom/index.js';
import { Member } from './member.entity.js';

/** People change their names and departments seldom. */
const FRESH_MS = 24 * 60 * 60 * 1000;

/** Names of members, by user id. Null for somebody the app may not know. */
export type MemberNames = ReadonlyMap<string, string | null>;

type Known = Pick<Member, 'name' | 'departments'>;

const STRANGER: Known = { name: null, departments: null };

@Injectable()
export class MembersService {
  constructor(
    @InjectRepository(Member) private readonly members: Repository<Member>,
    private readonly transactions: Transactions,
    private readonly wecomMembers: WecomMembers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Never fails because of WeCom: a name that can't be had now is null, and asked for again next time. */
  async names(app: WecomApp, userIds: Iterable<string>): Promise<MemberNames> {
    const known = await this.know(app, userIds);
    return new Map([...known].map(([userId, { name }]) => [userId, name]));
  }

  /** Which departments each of them belongs to. None for somebody the app may not know, or can't ask about now. */
  async memberships(app: WecomApp, userIds: Iterable<string>): Promise<ReadonlyMap<string, Membership[]>> {
    const known = await this.know(app, userIds);
    return new Map([...known].map(([userId, { departments }]) => [userId, departments ?? []]));
  }

  private async know({ corpId, agentId }: WecomApp, userIds: Iterable<string>): Promise<Map<string, Known>> {
    const wanted = [...new Set(userIds)];
    const stored = await this.members.findBy({ corpId, agentId, userId: In(wanted) });
    const known = new Map<string, Known>(stored.map((member) => [member.userId, member]));
    const fresh = new Set(stored.filter((member) => this.isFresh(member)).map(({ userId }) => userId));
    const asked = await Promise.all(
      wanted
        .filter((userId) => !fresh.has(userId))
        .map(async (userId) => ({ userId, answer: await this.ask({ corpId, agentId }, userId) })),
    );
    const confirmedAt = this.clock.now();
    const answered = asked.flatMap(({ userId, answer }) =>
      answer ? [{ corpId, agentId, userId, ...answer, confirmedAt }] : [],
    );
    for (const member of answered) known.set(member.userId, member);
    if (answered.length > 0) {
      await this.transactions.single((manager) =>
        manager.upsert(Member, answered, ['corpId', 'agentId', 'userId']),
      );
    }
    return known;
  }

  private isFresh({ confirmedAt, name, departments }: Member): boolean {
    // Rows from before we kept departments know the name alone.
    const isWhole = name === null || departments !== null;
    return isWhole && this.clock.now() - confirmedAt < FRESH_MS;
  }

  /** Undefined when there was no answer. */
  private async ask(app: WecomApp, userId: string): Promise<Known | undefined> {
    try {
      const { name, departments } = await this.wecomMembers.get(app, userId);
      return { name, departments };
    } catch (error) {
      if (isWecomError(error, 'not_found', 'not_permitted')) return STRANGER;
      if (error instanceof WecomError) return undefined;
      throw error;
    }
  }
}
