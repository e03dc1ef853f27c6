/** The client's own talk with the simulated platform. */

export interface ClientApp {
  agentId: number;
  name: string;
}

export interface ClientMember {
  userId: string;
  name: string;
  position: string;
  avatarUrl: string;
  agentIds: number[];
}

export interface ClientCorp {
  corpId: string;
  name: string;
  apps: ClientApp[];
  tagGroups: { name: string; tags: { id: string; name: string }[] }[];
  members: ClientMember[];
}

export interface ClientWorld {
  webViewOrigin: string;
  corps: ClientCorp[];
}

export interface ClientChat {
  kind: 'external' | 'group';
  id: string;
  title: string;
  avatarUrl: string | null;
  from: string;
  messages: ClientMessage[];
  /** What the member has noted about the customer; null for a group. */
  relation: { remark: string; tagIds: string[]; deletedByCustomer: boolean } | null;
}

export interface ClientMessage {
  from: 'customer' | 'member';
  text: string;
  imageUrl?: string;
  link?: { kind: 'file' | 'video' | 'news'; url: string; description: string };
}

/** What the platform tells of its callbacks. */
export interface CallbackReport {
  counts: { delivered: number; givenUp: number };
  duplicates: { times: number };
  holding: boolean;
  held: number;
  /** Oldest first. */
  deliveries: {
    id: number;
    corpId: string;
    agentId: number;
    event: string;
    changeType: string | null;
    state: 'held' | 'underWay' | 'delivered' | 'givenUp';
    attempts: { status: number | null; problem: string | null }[];
  }[];
}

export type OpenChat =
  { kind: 'external'; externalUserId: string } | { kind: 'group'; chatId: string } | { kind: 'none' };

export interface Look {
  scheme: 'Light' | 'Dark';
  language: 'zh' | 'en';
  version: string;
}

export function fetchWorld(): Promise<ClientWorld> {
  return ask('client/world');
}

export function fetchChats(corpId: string, userId: string): Promise<ClientChat[]> {
  return ask(`client/corps/${corpId}/members/${userId}/chats`);
}

export function openWebView(wish: {
  corpId: string;
  userId: string;
  chat: OpenChat;
  look: Look;
}): Promise<{ id: string; userAgent: string }> {
  return ask('client/web-views', 'POST', wish);
}

export async function moveWebView(id: string, chat: OpenChat): Promise<void> {
  await ask(`client/web-views/${id}/chat`, 'PUT', chat);
}

export function invokeNative(
  id: string,
  call: { name: string; params: Record<string, unknown>; pageUrl: string },
): Promise<{ result: object | null }> {
  return ask(`client/web-views/${id}/invoke`, 'POST', call);
}

export async function switchFault(fault: object): Promise<void> {
  await ask('control/faults', 'POST', fault);
}

/** Something happens among people, as `POST /control/happenings` understands it. */
export async function happen(happening: object): Promise<void> {
  await ask('control/happenings', 'POST', happening);
}

/** Once nothing is under way any more. */
export function fetchSettledCallbacks(): Promise<CallbackReport> {
  return ask('control/callbacks/settled');
}

/** Relative to the page, wherever that is. Both ends are this package's: what the platform answers is what is typed here. */
async function ask<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  const answer: Answer = response.status === 204 ? null : await response.json();
  return answer;
}
