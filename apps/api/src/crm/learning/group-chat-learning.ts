import { Inject, Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, type EntityManager } from 'typeorm';
import { v7 as timeSortedId } from 'uuid';
import { inChunks } from '../../database/in-chunks.js';
import { lockedForWriting } from '../../database/transactions.js';
import { CLOCK, type Clock } from '../../platform/clock.js';
import { isWecomError, WecomGroupChats, type WecomApp, type WecomGroupChat } from '../../wecom/index.js';
import { markChanged } from '../changes/mark-changed.js';
import { Customer } from '../customers/customer.entity.js';
import { erasedAmong } from '../erased/erased-customers.js';
import { GroupChat, GroupChatMember } from '../groups/group-chat.entity.js';
import type { TimelineLine } from '../timeline/timeline-entry.entity.js';
import { lineId, TimelineRepository } from '../timeline/timeline.repository.js';

/** What WeCom has answered about one group chat. */
export type ToldChat =
  | { kind: 'known'; chat: WecomGroupChat; askedAt: number }
  /** Dissolved, or its owner is outside the app's visible range now. */
  | { kind: 'gone'; chatId: string; askedAt: number };

const CHAT_KEY = ['corpId', 'agentId', 'chatId'];
const MEMBER_KEY = [...CHAT_KEY, 'memberId'];

/** How group chats get into the CRM, for callbacks and syncs alike. */
@Injectable()
export class GroupChatLearning {
  constructor(
    private readonly groupChats: WecomGroupChats,
    private readonly timeline: TimelineRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Asks WeCom. @throws WecomError when it can't be asked */
  async ask(app: WecomApp, chatId: string): Promise<ToldChat> {
    const askedAt = this.clock.now();
    try {
      return { kind: 'known', chat: await this.groupChats.get(app, chatId), askedAt };
    } catch (error) {
      if (isWecomError(error, 'not_found', 'not_permitted')) return { kind: 'gone', chatId, askedAt };
      throw error;
    }
  }

  /** @returns the external user ids whose timelines have another line */
  async learn(manager: EntityManager, { corpId, agentId }: WecomApp, told: ToldChat): Promise<string[]> {
    const chatId = told.kind === 'known' ? told.chat.chatId : told.chatId;
    const key = { corpId, agentId, chatId };
    const before = await manager.findOne(GroupChat, { where: key, ...lockedForWriting(manager) });
    if (before && before.confirmedAt > told.askedAt) return [];
    if (told.kind === 'gone') {
      const { askedAt } = told;
      if (before?.endedAt === null)
        await manager.update(GroupChat, key, { endedAt: askedAt, confirmedAt: askedAt });
      return [];
    }

    const { members: everybody, chatId: _same, ...chat } = told.chat;
    const guests = everybody.filter(({ kind }) => kind === 'customer').map(({ memberId }) => memberId);
    const erased = await erasedAmong(manager, corpId, guests);
    const members = everybody.filter(({ memberId }) => !erased.has(memberId));
    await manager.upsert(GroupChat, { ...key, ...chat, endedAt: null, confirmedAt: told.askedAt }, CHAT_KEY);
    const known = new Map((await manager.findBy(GroupChatMember, key)).map((row) => [row.memberId, row]));
    const wasHere = new Set(
      [...known.values()].filter(({ leftAt }) => leftAt === null).map(({ memberId }) => memberId),
    );
    const rows = members.map((member) => ({ ...key, ...member, leftAt: null }));
    const present = new Set(members.map(({ memberId }) => memberId));
    const left = [...known.values()].filter(
      ({ leftAt, memberId }) => leftAt === null && !present.has(memberId),
    );
    const written = [...rows, ...left.map((row) => Object.assign(row, { leftAt: told.askedAt }))];
    await inChunks(written, (some) => manager.upsert(GroupChatMember, some, MEMBER_KEY));
    // A chat we have never heard of tells who is in it, not that they have just come.
    if (!before) return [];

    const joined = rows.filter(({ kind, memberId }) => kind === 'customer' && !wasHere.has(memberId));
    const line = (memberId: string, entryId: string, at: number, kind: 'group_joined' | 'group_left') => ({
      entryId,
      corpId,
      agentId,
      externalUserId: memberId,
      userId: null,
      at,
      happened: { kind, details: { chatName: chat.name } },
    });
    const lines: TimelineLine[] = [
      ...joined.map(({ memberId, joinedAt }) => {
        const entryId = lineId('group_joined', agentId, chatId, memberId, joinedAt);
        return line(memberId, entryId, joinedAt, 'group_joined');
      }),
      ...left
        .filter(({ kind }) => kind === 'customer')
        .map(({ memberId }) => line(memberId, timeSortedId(), told.askedAt, 'group_left')),
    ];
    return this.appendForKnown(manager, corpId, lines);
  }

  /** A sync has asked for all chats a member owns since `begunAt` (ms since 1970): those that no answer has confirmed have ended. */
  async endUnconfirmed(
    manager: EntityManager,
    { corpId, agentId }: WecomApp,
    ownerUserId: string,
    begunAt: number,
  ): Promise<void> {
    await manager.update(
      GroupChat,
      {
        corpId,
        agentId,
        ownerUserId,
        confirmedAt: LessThan(begunAt),
        endedAt: IsNull(),
      },
      { endedAt: begunAt, confirmedAt: begunAt },
    );
  }

  /** Most people in a group are nobody's customers. */
  private async appendForKnown(
    manager: EntityManager,
    corpId: string,
    lines: TimelineLine[],
  ): Promise<string[]> {
    const ids = [...new Set(lines.map(({ externalUserId }) => externalUserId))];
    if (ids.length === 0) return [];
    const customers = await manager.findBy(Customer, { corpId, externalUserId: In(ids) });
    const known = customers.map(({ externalUserId }) => externalUserId);
    await this.timeline.append(
      manager,
      lines.filter(({ externalUserId }) => known.includes(externalUserId)),
    );
    return markChanged(manager, corpId, known);
  }
}
