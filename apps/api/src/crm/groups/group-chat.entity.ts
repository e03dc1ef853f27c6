import { Entity } from 'typeorm';
import { AgentKeyColumn, KeyColumn, NumberColumn, TextColumn } from '../../database/columns.js';

/** A group chat with customers, as one app was shown it: it has to see the owner. */
@Entity('group_chats')
export class GroupChat {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  @KeyColumn('chat_id') chatId: string;
  @TextColumn('name', { nullable: true }) name: string | null;
  @TextColumn('owner_user_id') ownerUserId: string;
  @TextColumn('notice', { type: 'text', nullable: true }) notice: string | null;
  /** ms since 1970. */
  @NumberColumn('created_at') createdAt: number;
  /** Of the answer this is from; an event names the one that the answer must have reached. */
  @TextColumn('member_version', { nullable: true }) memberVersion: string | null;
  /** Dissolved, or no longer shown to the app. ms since 1970; null while it lasts. */
  @NumberColumn('ended_at', { nullable: true }) endedAt: number | null;
  /** ms since 1970. */
  @NumberColumn('confirmed_at') confirmedAt: number;
}

/** Somebody who is or was in a group chat. */
@Entity('group_chat_members')
export class GroupChatMember {
  @KeyColumn('corp_id') corpId: string;
  @AgentKeyColumn() agentId: number;
  @KeyColumn('chat_id') chatId: string;
  /** A user id, or an external user id. */
  @KeyColumn('member_id') memberId: string;
  @TextColumn('kind') kind: 'member' | 'customer';
  @TextColumn('name', { nullable: true }) name: string | null;
  @TextColumn('nickname', { nullable: true }) nickname: string | null;
  /** ms since 1970. */
  @NumberColumn('joined_at') joinedAt: number;
  /** ms since 1970; null while they are in it. */
  @NumberColumn('left_at', { nullable: true }) leftAt: number | null;
}
