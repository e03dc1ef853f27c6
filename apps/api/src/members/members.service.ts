import { Inject, Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { In, type Repository } from 'typeorm';
import { CLOCK, type Clock } from '../platform/clock.js';
import { isWecomError, WecomError, WecomMembers, type WecomApp } from '../wecom/index.js';
import { Member } from './member.entity.js';

/** People change their names seldom. */
const FRESH_MS = 24 * 60 * 60 * 1000;

/** Names of members, by user id. Null for somebody the app may not know. */
export type MemberNames = ReadonlyMap<string, string | null>;

@Injectable()
export class MembersService {
  constructor(
    @InjectRepository(Member) private readonly members: Repository<Member>,
    private readonly wecomMembers: WecomMembers,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Never fails because of WeCom: a name that can't be had now is null, and asked for again next time. */
  async names({ corpId, agentId }: WecomApp, userIds: Iterable<string>): Promise<MemberNames> {
    const wanted = [...new Set(userIds)];
    const known = await this.members.findBy({ corpId, agentId, userId: In(wanted) });
    const names = new Map(known.map((member) => [member.userId, member.name]));
    const fresh = new Set(known.filter((member) => this.isFresh(member)).map(({ userId }) => userId));
    const asked = await Promise.all(
      wanted
        .filter((userId) => !fresh.has(userId))
        .map(async (userId) => ({ userId, name: await this.ask({ corpId, agentId }, userId) })),
    );
    const confirmedAt = this.clock.now();
    const answered = asked.flatMap(({ userId, name }) =>
      name === undefined ? [] : [{ corpId, agentId, userId, name, confirmedAt }],
    );
    for (const { userId, name } of answered) names.set(userId, name);
    if (answered.length > 0) await this.members.upsert(answered, ['corpId', 'agentId', 'userId']);
    return names;
  }

  private isFresh({ confirmedAt }: Member): boolean {
    return this.clock.now() - confirmedAt < FRESH_MS;
  }

  /** Null for somebody the app may not know; undefined when there was no answer to that. */
  private async ask(app: WecomApp, userId: string): Promise<string | null | undefined> {
    try {
      return (await this.wecomMembers.get(app, userId)).name;
    } catch (error) {
      if (isWecomError(error, 'not_found', 'not_permitted')) return null;
      if (error instanceof WecomError) return undefined;
      throw error;
    }
  }
}
