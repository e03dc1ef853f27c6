import { createHash } from 'node:crypto';

export interface GroupChat {
  chatId: string;
  name: string;
  notice: string;
  ownerUserId: string;
  adminUserIds: string[];
  /** Seconds since 1970. */
  createdAt: number;
  /** 0 normal, 1 owner left, 2 being inherited, 3 inherited (1.10). */
  status: 0 | 1 | 2 | 3;
  members: GroupChatMember[];
  /** Another one after every change of the members. */
  memberVersion: string;
  /** Answers 49008 from then on (1.10). */
  dismissed: boolean;
}

export interface GroupChatMember {
  kind: 'member' | 'external';
  /** The member's user id or the customer's external user id. */
  id: string;
  /** Seconds since 1970. */
  joinedAt: number;
  /** 1 invited, 2 by an invitation link, 3 by QR code. */
  joinScene: 1 | 2 | 3;
  /** Only for who was invited by the corp's own staff. */
  invitorUserId: string | null;
  nickname: string;
  /** Of somebody whom nobody in the corp has added: the world knows nothing else of them. */
  strangerName?: string;
}

/** Lets people in, and says so in the version. Who is there already stays as they are. */
export function letIn(chat: GroupChat, newcomers: GroupChatMember[]): void {
  const here = new Set(chat.members.map(({ id }) => id));
  chat.members.push(...newcomers.filter(({ id }) => !here.has(id)));
  chat.memberVersion = memberVersionAfter(chat.memberVersion);
}

/** They left or were removed, and the version says so. */
export function seeOff(chat: GroupChat, ids: string[]): void {
  chat.members = chat.members.filter(({ id }) => !ids.includes(id));
  chat.memberVersion = memberVersionAfter(chat.memberVersion);
}

/** Versions look like digests and follow each other; nothing can be read from them. */
export function memberVersionAfter(last: string): string {
  return createHash('md5').update(last).digest('hex');
}
