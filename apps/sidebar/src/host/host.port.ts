import type { Bootstrap } from '@sidecard/contracts';
import type { RefusedSignature } from '@sidecard/contracts/addresses';
import type { Problem } from '../problem';

/** What is open beside the page. */
export type OpenChat =
  | { kind: 'customer'; externalUserId: string }
  | { kind: 'group'; chatId: string }
  /** Nothing, which is as it should be in a browser; elsewhere it is a problem to whoever has chosen nobody either. */
  | { kind: 'none'; problem?: Problem };

export type Renew = (url: string, refused?: RefusedSignature) => Promise<Bootstrap>;

/** Both settle once the client has taken it, not when the member has come back, and fail with a `ProblemError`. */
export interface ClientPages {
  openChat(externalUserId: string): Promise<void>;
  openProfile(externalUserId: string): Promise<void>;
}

/**
 * What the page is shown in, as the rest of the page knows it: the WeCom client (`wecom-host.ts`), or a browser outside
 * it (`browser-host.ts`). Every step has a deadline and fails with a `ProblemError`.
 */
export interface Host {
  /**
   * Shows the client our signatures.
   * @param renew fetches others: for another url, should the page's have changed, or in place of a refused one
   */
  connect(bootstrap: Bootstrap, signedUrl: string, renew: Renew): Promise<void>;
  openChat(): Promise<OpenChat>;
  /** The client's own pages about a customer, which it opens beside or over this one; null where there is no client. */
  readonly own: ClientPages | null;
  /**
   * Calls back whenever the page comes into view again, perhaps beside another chat.
   * @param listener told whether the page has been out of the web view, and in its memory alone, meanwhile
   * @returns how to stop
   */
  onShown(listener: (isRestored: boolean) => void): () => void;
}

/** One message for the chat. Images and files by what WeCom calls them. */
export type ChatMessage =
  | { kind: 'text'; text: string }
  | { kind: 'image' | 'file'; wecomMediaId: string }
  | { kind: 'link'; url: string; title: string; description: string; imageUrl: string | null };

/** Something that is beside a chat, and may put messages into it. */
export interface ChatHost extends Host {
  /**
   * Into the chat that is open, which a message does not name: ask first.
   * @returns whether the member let it go, or stopped it
   * @throws ProblemError where the client refuses; CLIENT_SILENT where nobody knows what has become of it
   */
  send(message: ChatMessage): Promise<'sent' | 'cancelled'>;
}
