import type { ExternalContact, Follower, SeenTag } from '../../wecom/index.js';

/** What WeCom has answered about one customer, to one app. */
export type Told =
  | {
      kind: 'known';
      externalUserId: string;
      contact: ExternalContact;
      followers: Follower[];
      tags: SeenTag[];
      /** Whether these are all followers the app may see: then those missing have ended. */
      isWhole: boolean;
      /** From before the question was sent, ms since 1970. Of two answers the later question's counts. */
      askedAt: number;
    }
  /** Nobody the app may see follows this customer any more. */
  | { kind: 'gone'; externalUserId: string; askedAt: number };

/** What an event says beyond the facts: nothing that could be asked for. */
export interface ContactHappening {
  /** Of the event in one app: told again it is the same, and what came later sorts later. At most 64 characters. */
  id: string;
  change: 'added' | 'half_added' | 'edited' | 'deleted_by_member' | 'deleted_by_customer' | 'transfer_failed';
  userId: string;
  /** ms since 1970. */
  at: number;
  byTransfer: boolean;
  failReason: 'customer_refused' | 'customer_limit_exceed' | 'other' | null;
}
