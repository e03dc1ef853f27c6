import type { MediaType } from './media.js';

/** What a page has put into a chat. */
export type SentMessage =
  | { kind: 'text'; text: string }
  | { kind: Exclude<MediaType, 'voice'>; mediaId: string; fileName: string }
  | { kind: 'news'; link: string; title: string; description: string; imageUrl: string };

/** What pages have sent by `sendChatMessage`, chat by chat, in the order in which it arrived. */
export class SentMessages {
  private readonly chats = new Map<string, SentMessage[]>();

  add(chat: string, message: SentMessage): void {
    this.chats.set(chat, [...this.in(chat), message]);
  }

  in(chat: string): SentMessage[] {
    return this.chats.get(chat) ?? [];
  }
}

/** A chat with a customer is one member's; a group is everybody's who is in it. */
export function customerChat(corpId: string, userId: string, externalUserId: string): string {
  return `${corpId}/${userId.toLowerCase()}/${externalUserId}`;
}

export function groupChat(corpId: string, chatId: string): string {
  return `${corpId}/${chatId}`;
}
