import { Controller, Get, Param } from '@nestjs/common';
import type { GroupChatCard } from '@sidecard/contracts';
import { AskedBy, type CurrentMember } from '../../auth/index.js';
import { GroupChatsService } from './group-chats.service.js';

@Controller('api/group-chats')
export class GroupChatsController {
  constructor(private readonly groupChats: GroupChatsService) {}

  @Get(':chatId')
  card(@AskedBy() member: CurrentMember, @Param('chatId') chatId: string): Promise<GroupChatCard> {
    return this.groupChats.card(member, chatId);
  }
}
