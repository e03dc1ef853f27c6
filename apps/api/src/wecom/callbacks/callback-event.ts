/** What the platform has told, in our words. It says what has changed, and hardly ever into what: that has to be asked for. */
export type CallbackEvent = ContactEvent | GroupChatEvent | TagsEvent | VisibilityEvent | UnknownEvent;

interface Told {
  /** Milliseconds since 1970, in whole seconds. */
  happenedAt: number;
}

/** Between one member and one customer (6.6). */
export interface ContactEvent extends Told {
  kind: 'contact';
  change: ContactChange;
  userId: string;
  externalUserId: string;
  /** The channel by which a customer came. */
  state: string | null;
  /** The member has not deleted the customer: somebody else was given them. */
  byTransfer: boolean;
  /** Only of `transfer_failed`. */
  failReason: 'customer_refused' | 'customer_limit_exceed' | 'other' | null;
}

export type ContactChange =
  | 'added'
  /** The customer may chat, but is no contact before the member confirms. */
  | 'half_added'
  | 'edited'
  | 'deleted_by_member'
  | 'deleted_by_customer'
  | 'transfer_failed';

/** To one group chat with customers (6.7). */
export interface GroupChatEvent extends Told {
  kind: 'group_chat';
  change: 'created' | 'updated' | 'dismissed';
  chatId: string;
  /** Of `updated`, where it is one that we know. */
  detail: 'member_added' | 'member_removed' | 'owner' | 'name' | 'notice' | null;
  /** Which the list of members has come to. */
  memberVersion: string | null;
}

/** To the corp's tags (6.8). */
export interface TagsEvent extends Told {
  kind: 'tags';
  change: 'created' | 'updated' | 'deleted' | 'shuffled';
  of: 'tag' | 'group' | null;
  /** Of what has changed; of `shuffled` the group, or null for the order of all groups. */
  id: string | null;
}

/** A member has come into the app's visible range, or left it (6.10). */
export interface VisibilityEvent extends Told {
  kind: 'visibility';
  change: 'entered' | 'left';
  userId: string;
}

/** Nothing that we act on, or it lacks something that it needs. */
export interface UnknownEvent extends Told {
  kind: 'unknown';
  /** `Event` or `Event.ChangeType` as the platform says them. Letters, digits, `_`, `.` and `-`, at most 64. */
  name: string;
}

/** What has to be handled in the order of its arrival: all events of one subject. At most 73 signs. */
export function subjectOf(event: CallbackEvent): string {
  switch (event.kind) {
    case 'contact':
      return subjectOfCustomer(event.externalUserId);
    case 'group_chat':
      return `chat:${event.chatId}`;
    case 'tags':
      return 'tags';
    case 'visibility':
      return `member:${event.userId}`;
    case 'unknown':
      return 'other';
  }
}

export function subjectOfCustomer(externalUserId: string): string {
  return `customer:${externalUserId}`;
}
