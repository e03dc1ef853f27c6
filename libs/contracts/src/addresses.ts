/**
 * Where things are: the paths and header names that the page and the API must agree on.
 * Free of zod, so that the early script inlined into the page stays a few hundred bytes.
 */

/** One app of one corp. Both are needed everywhere: agent ids repeat across corps. */
export interface AppScope {
  corpId: string;
  agentId: number;
}

/** A corp id, as a pattern: `ww…`, or `wx…` of old. */
export const CORP_ID = '[A-Za-z0-9_-]{1,64}';
/** An agent id as written in an address. */
export const AGENT_ID = '[1-9][0-9]{0,9}';
const SIDEBAR_PATH = new RegExp(`^/s/(${CORP_ID})/(${AGENT_ID})/?$`);
const WEB_VIEW_MARK = new RegExp(`^(${CORP_ID})\\.(${AGENT_ID})\\.[A-Za-z0-9_-]{22,64}$`);

/** The page ops enter as the chat toolbar page in the WeCom admin console. */
export function sidebarPath({ corpId, agentId }: AppScope): string {
  return `/s/${corpId}/${agentId}`;
}

export function parseSidebarPath(pathname: string): AppScope | null {
  return toScope(SIDEBAR_PATH.exec(pathname));
}

/**
 * The mark of one web view: `<corpId>.<agentId>.<random>`. It is an identifier, not a credential: it says which
 * web view is asking and is worthless without the HttpOnly cookie of the browser that proved it.
 */
export function webViewMark({ corpId, agentId }: AppScope, random: string): string {
  return `${corpId}.${agentId}.${random}`;
}

export function parseWebViewMark(mark: string): AppScope | null {
  return toScope(WEB_VIEW_MARK.exec(mark));
}

function toScope(match: RegExpExecArray | null): AppScope | null {
  const [, corpId, agentId] = match ?? [];
  return corpId && agentId ? { corpId, agentId: Number(agentId) } : null;
}

/** Sent by the page with every request. A custom header also keeps other sites from forging writes. */
export const WEB_VIEW_HEADER = 'x-sidecard-web-view';

/**
 * Sent with every write to a customer: the external user id the client has just named as the chat that is open, or
 * `none`. Where it is another one than the write is about, the API answers CHAT_CHANGED.
 */
export const CHAT_HEADER = 'x-sidecard-chat';

/** Sent by the API with every answer, and shown to people who ask for support. */
export const REQUEST_ID_HEADER = 'x-request-id';

/** After a failed login the API sends the browser back to the page with these in the fragment. */
export const LOGIN_FAILURE = { code: 'login_error', requestId: 'request_id' } as const;

/** A signature that the client has refused. The API finds out whether its ticket is the reason. */
export interface RefusedSignature {
  by: 'config' | 'agentConfig';
  timestamp: number;
  nonceStr: string;
  signature: string;
}

const REFUSED = /^(config|agentConfig)\.(\d{1,12})\.([0-9a-zA-Z]{1,64})\.([0-9a-f]{40})$/;

function formatRefused({ by, timestamp, nonceStr, signature }: RefusedSignature): string {
  return `${by}.${timestamp}.${nonceStr}.${signature}`;
}

export function parseRefusedSignature(text: string): RefusedSignature | null {
  const [, by, timestamp, nonceStr = '', signature = ''] = REFUSED.exec(text) ?? [];
  if (by !== 'config' && by !== 'agentConfig') return null;
  return { by, timestamp: Number(timestamp), nonceStr, signature };
}

/**
 * How a web view is going to prove who is using it: `client` lets the WeCom client say it, or where the corp's policy
 * allows an earlier proof; `again` is for one whose session has ended, and takes no earlier proof; `web` is the QR code
 * for browsers outside WeCom.
 */
export const loginWays = ['client', 'again', 'web'] as const;
export type LoginWay = (typeof loginWays)[number];

export const apiPaths = {
  /** Document navigation: leaves for WeCom's OAuth and comes back to `returnTo` on our own origin. */
  loginStart: (mark: string, returnTo: string, way: LoginWay = 'client') =>
    `/api/auth/start?mark=${encodeURIComponent(mark)}&return=${encodeURIComponent(returnTo)}&way=${way}`,
  loginCallback: ({ corpId, agentId }: AppScope) => `/api/auth/callback/${corpId}/${agentId}`,
  /** Ends the session of the web view that asks, and no other. Answers 204. */
  logout: '/api/auth/logout',
  bootstrap: (pageUrl: string, refused: RefusedSignature | null = null) =>
    `/api/bootstrap?url=${encodeURIComponent(pageUrl)}${refused ? `&refused=${formatRefused(refused)}` : ''}`,
  cardLayout: '/api/card-layout',
  customerContact: '/api/customer-contact',
  /** Answers with the member's own customers; a POST because of what is typed. */
  findCustomers: '/api/customers/find',
  groupChat: (chatId: string) => `/api/group-chats/${encodeURIComponent(chatId)}`,
  customerCard: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/card`,
  revealPhones: (externalUserId: string) =>
    `/api/customers/${encodeURIComponent(externalUserId)}/phones/reveal`,
  timeline: (externalUserId: string, before: string | null = null) =>
    `/api/customers/${encodeURIComponent(externalUserId)}/timeline${before ? `?before=${before}` : ''}`,
  /** Answers with server-sent events for as long as it is asked. */
  live: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/live`,
  followUps: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/follow-ups`,
  /** Says how far the customer has come. Answers 204. */
  stage: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/stage`,
  /** Finds records of the company's own CRM that this customer may be. */
  crmSearch: (externalUserId: string, text: string) =>
    `/api/customers/${encodeURIComponent(externalUserId)}/crm/search?text=${encodeURIComponent(text)}`,
  /** Says which record this customer is. Answers 204. */
  crmLink: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/crm/link`,
  /** Takes that back. Answers 204. */
  crmUnlink: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/crm/unlink`,
  /** Makes a record, where the CRM is ours. Answers 204. */
  crmCreate: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/crm/create`,
  /** The whole of a masked field. */
  crmReveal: (externalUserId: string) => `/api/customers/${encodeURIComponent(externalUserId)}/crm/reveal`,
};
