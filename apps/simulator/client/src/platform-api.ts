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
  messages: { from: 'customer' | 'member'; text: string }[];
}

export type OpenChat =
  { kind: 'external'; externalUserId: string } | { kind: 'group'; chatId: string } | { kind: 'none' };

export interface Look {
  scheme: 'Light' | 'Dark';
  language: 'zh' | 'en';
  version: string;
}

export function fetchWorld(): Promise<ClientWorld> {
  return ask('/client/world');
}

export function fetchChats(corpId: string, userId: string): Promise<ClientChat[]> {
  return ask(`/client/corps/${corpId}/members/${userId}/chats`);
}

export function openWebView(wish: {
  corpId: string;
  userId: string;
  chat: OpenChat;
  look: Look;
}): Promise<{ id: string; userAgent: string }> {
  return ask('/client/web-views', 'POST', wish);
}

export async function moveWebView(id: string, chat: OpenChat): Promise<void> {
  await ask(`/client/web-views/${id}/chat`, 'PUT', chat);
}

export function invokeNative(
  id: string,
  call: { name: string; params: Record<string, unknown>; pageUrl: string },
): Promise<{ result: object | null }> {
  return ask(`/client/web-views/${id}/invoke`, 'POST', call);
}

export async function switchFault(fault: object): Promise<void> {
  await ask('/control/faults', 'POST', fault);
}

/** Both ends are this package's: what the platform answers is what is typed here. */
async function ask<Answer>(path: string, method = 'GET', body?: object): Promise<Answer> {
  const response = await fetch(path, {
    method,
    ...(body ? { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } } : {}),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status}`);
  const answer: Answer = response.status === 204 ? null : await response.json();
  return answer;
}
