import type { Visitor } from './oauth-codes.js';
import type { RandomIds } from '../random.js';

/** What the chat window beside the sidebar shows. */
export type OpenChat =
  | { kind: 'external'; externalUserId: string }
  | { kind: 'group'; chatId: string }
  /** Opened from the workbench or a link: beside no chat at all. */
  | { kind: 'none' };

/** One web view of one client: it knows who is logged in and beside which chat it was opened. */
export interface WebView {
  id: string;
  corpId: string;
  visitor: Visitor;
  chat: OpenChat;
  userAgent: string;
  /** The last config the client accepted, for exactly one url (5.3, fact 5). */
  accepted: AcceptedConfig | null;
}

export interface AcceptedConfig {
  pageUrl: string;
  signature: string;
  agentId: number | null;
  /** Native names. */
  jsApiList: string[];
}

export class WebViews {
  private readonly open = new Map<string, WebView>();

  constructor(private readonly randomIds: RandomIds) {}

  create(webView: Pick<WebView, 'corpId' | 'visitor' | 'chat' | 'userAgent'>): WebView {
    const created = { ...webView, id: this.randomIds('wv', 16), accepted: null };
    this.open.set(created.id, created);
    return created;
  }

  find(id: string): WebView | undefined {
    return this.open.get(id);
  }
}
