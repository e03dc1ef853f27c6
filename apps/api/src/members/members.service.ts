import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import type { Repository } from 'typeorm';
import { Transactions } from '../database/transactions.js';
import { writtenOnce } from '../database/written-once.js';
import { CLOCK, type Clock } from '../platform/clock.js';
import { isWecomError, WecomError, WecomMembers, type Membership, type WecomApp } from '../wecom/index.js';
import { Member } from './member.entity.js';

/** People change their names seldom. */
const NAMES_FRESH_MS = 24 * 60 * 60 * 1000;
/** Whoever is moved to another department may go on seeing the last one's customers for as long. */
const MEMBERSHIPS_FRESH_MS = 10 * 60 * 1000;

/** Names of members, by user id. Null for somebody the app may not know. */
export type MemberNames = ReadonlyMap<string, string | null>;

type Known = Pick<Member, 'name' | 'departments'>;

const STRANGER: Known = { name: null, departments: null };

@Injectable()
export class MembersService {
  private readonly stored: (asked: WecomApp & { userIds: string[] }) => Promise<Member[]>;

  constructor(
    @InjectRepository(Member) members: Repository<Member>,
    private readonly transactions: Transactions,
    private readonly wecomMembers: WecomMembers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.stored = writtenOnce(members, (rows) =>
      rows.where('row.corpId = :corpId AND row.agentId = :agentId AND row.userId IN (:...userIds)'),
    );
  }

  /** Never fails because of WeCom: a name that can't be had now is null, and asked for again next time. */
  async names(app: WecomApp, userIds: Iterable<string>): Promise<MemberNames> {
    const { known } = await this.know(app, userIds, NAMES_FRESH_MS);
    return new Map([...known].map(([userId, { name }]) => [userId, name]));
  }

  /**
   * Which departments each of them belongs to, as WeCom has said within ten minutes. None for somebody the app may not know.
   * @throws WecomError when WeCom can't be asked: rights hang on it
   */
  async memberships(app: WecomApp, userIds: Iterable<string>): Promise<ReadonlyMap<string, Membership[]>> {
    const { known, trouble } = await this.know(app, userIds, MEMBERSHIPS_FRESH_MS);
    if (trouble) throw trouble;
    return new Map([...known].map(([userId, { departments }]) => [userId, departments ?? []]));
  }

  /** @returns `trouble` why some could not be asked about: then what is known of them is old, or nothing */
  private async know(
    { corpId, agentId }: WecomApp,
    userIds: Iterable<string>,
    freshMs: number,
  ): Promise<{ known: Map<string, Known>; trouble: WecomError | undefined }> {
    const wanted = [...new Set(userIds)];
    const stored = wanted.length > 0 ? await this.stored({ corpId, agentId, userIds: wanted }) : [];
    const known = new Map<string, Known>(stored.map((member) => [member.userId, member]));
    const fresh = new Set(
      stored.filter((member) => this.isFresh(member, freshMs)).map(({ userId }) => userId),
    );
    const asked = await Promise.all(
      wanted
        .filter((userId) => !fresh.has(userId))
        .map(async (userId) => ({ userId, answer: await this.ask({ corpId, agentId }, userId) })),
    );
    const confirmedAt = this.clock.now();
    const answered = asked.flatMap(({ userId, answer }) =>
      answer instanceof WecomError ? [] : [{ corpId, agentId, userId, ...answer, confirmedAt }],
    );
    for (const member of answered) known.set(member.userId, member);
    if (answered.length > 0) {
      await this.transactions.single((manager) =>
        manager.upsert(Member, answered, ['corpId', 'agentId', 'userId']),
      );
    }
    const trouble = asked.map(({ answer }) => answer).find((answer) => answer instanceof WecomError);
    return { known, trouble };
  }

  private isFresh({ confirmedAt, name, departments }: Member, freshMs: number): boolean {
    // Rows from before we kept departments know the name alone.
    const isWhole = name === null || departments !== null;
    return isWhole && this.clock.now() - confirmedAt < freshMs;
  }

  /** An error when there was no answer. */
  private async ask(app: WecomApp, userId: string): Promise<Known | WecomError> {
    try {
      const { name, departments } = await this.wecomMembers.get(app, userId);
      return { name, departments };
    } catch (error) {
      if (isWecomError(error, 'not_found', 'not_permitted')) return STRANGER;
      if (error instanceof WecomError) return error;
      throw error;
    }
  }
}
