import { Injectable } from '@nestjs/common';
import * as z from 'zod';
import { WecomTransport } from './http/wecom-transport.js';
import { normalizeUserId } from './user-id.js';
import type { WecomApp } from './wecom-app.js';

/** A group chat with customers. */
export interface WecomGroupChat {
  chatId: string;
  /** Null for a group nobody has named. */
  name: string | null;
  ownerUserId: string;
  /** Milliseconds since 1970. */
  createdAt: number;
  notice: string | null;
  /** Changes with every member; says which of two answers is the later one. Null where the platform does not tell. */
  memberVersion: string | null;
  members: WecomGroupMember[];
}

export interface WecomGroupMember {
  /** A user id, or an external user id. */
  memberId: string;
  kind: 'member' | 'customer';
  name: string | null;
  nickname: string | null;
  /** Milliseconds since 1970. */
  joinedAt: number;
}

/** The most the platform gives at a time (1.10). */
const CHATS_PER_PAGE = 1_000;
const CUSTOMER = 2;

const text = z
  .string()
  .optional()
  .transform((value) => value || null);

const listSchema = z.object({
  group_chat_list: z.array(z.object({ chat_id: z.string() })),
  next_cursor: z.string().optional(),
});

const chatSchema = z.object({
  group_chat: z.object({
    chat_id: z.string(),
    name: text,
    owner: z.string(),
    create_time: z.number(),
    notice: text,
    member_version: text,
    member_list: z
      .array(
        z.object({
          userid: z.string(),
          type: z.number(),
          join_time: z.number(),
          group_nickname: text,
          name: text,
        }),
      )
      .default([]),
  }),
});

@Injectable()
export class WecomGroupChats {
  constructor(private readonly transport: WecomTransport) {}

  /**
   * One page of the chats these members own (1.10). With owners named the platform does not mind how many members the
   * app sees.
   * @param cursor null for the first page
   * @returns `next` null after the last page
   */
  async ownedBy(
    app: WecomApp,
    userIds: string[],
    cursor: string | null,
  ): Promise<{ chatIds: string[]; next: string | null }> {
    const body = {
      status_filter: 0,
      owner_filter: { userid_list: userIds },
      limit: CHATS_PER_PAGE,
      ...(cursor ? { cursor } : {}),
    };
    const answer = await this.transport.call(
      { method: 'POST', path: '/externalcontact/groupchat/list', body, app, idempotent: true },
      listSchema,
    );
    return {
      chatIds: answer.group_chat_list.map(({ chat_id: chatId }) => chatId),
      next: answer.next_cursor || null,
    };
  }

  /** @throws WecomError `not_found` for one that is dissolved or whose owner the app does not see */
  async get(app: WecomApp, chatId: string): Promise<WecomGroupChat> {
    const { group_chat: chat } = await this.transport.call(
      {
        method: 'POST',
        path: '/externalcontact/groupchat/get',
        body: { chat_id: chatId, need_name: 1 },
        app,
        idempotent: true,
      },
      chatSchema,
    );
    return {
      chatId: chat.chat_id,
      name: chat.name,
      ownerUserId: normalizeUserId(chat.owner),
      createdAt: chat.create_time * 1000,
      notice: chat.notice,
      memberVersion: chat.member_version,
      members: chat.member_list.map((member) => ({
        memberId: member.type === CUSTOMER ? member.userid : normalizeUserId(member.userid),
        kind: member.type === CUSTOMER ? 'customer' : 'member',
        name: member.name,
        nickname: member.group_nickname,
        joinedAt: member.join_time * 1000,
      })),
    };
  }
}
