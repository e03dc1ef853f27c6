import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { IsNull, type Repository } from 'typeorm';
import type { WecomApp } from '../../wecom/index.js';
import { GroupChat, GroupChatMember } from './group-chat.entity.js';

/** A group chat with everybody who is in it, as one app was shown it. */
export interface GroupFacts {
  chat: GroupChat;
  /** In the order in which they came. */
  people: GroupChatMember[];
}

@Injectable()
export class GroupChatsRepository {
  constructor(
    @InjectRepository(GroupChat) private readonly chats: Repository<GroupChat>,
    @InjectRepository(GroupChatMember) private readonly people: Repository<GroupChatMember>,
  ) {}

  /** Null for one that we have never heard of, and for one that has ended. */
  async find({ corpId, agentId }: WecomApp, chatId: string): Promise<GroupFacts | null> {
    const key = { corpId, agentId, chatId };
    const [chat, people] = await Promise.all([
      this.chats.findOneBy({ ...key, endedAt: IsNull() }),
      this.people.find({
        where: { ...key, leftAt: IsNull() },
        order: { joinedAt: 'ASC', memberId: 'ASC' },
      }),
    ]);
    return chat && { chat, people };
  }
}
