import { sameUserId, type Corp } from '../world/world.js';
import type { WebView } from '../platform/web-views.js';

/**
 * Whether the client opens a chat (5.5): here one with a single customer, or a customer group that is there already.
 * What real clients say of somebody who is no contact is not on record; that they open nothing is our guess.
 */
export function openEnterpriseChat(
  { visitor }: WebView,
  corp: Corp,
  params: Record<string, unknown>,
): string {
  const [chatId, userIds, externalUserIds] = ['chatId', 'userIds', 'externalUserIds'].map((name) =>
    idsIn(params[name]),
  );
  if (visitor.kind !== 'member') return 'fail';
  const [group] = chatId ?? [];
  if (group) return isInGroup(corp, visitor.userId, group) ? 'ok' : 'fail unsupported chat';
  const [customer, ...others] = externalUserIds ?? [];
  const isSingle = customer && others.length === 0 && userIds?.length === 0;
  return isSingle && isContact(corp, visitor.userId, customer) ? 'ok' : 'fail';
}

/** Whether the client shows a customer's profile: type 2 (5.5). A colleague's, type 1, is not played here. */
export function openUserProfile({ visitor }: WebView, corp: Corp, params: Record<string, unknown>): string {
  if (visitor.kind !== 'member' || params['type'] !== 2) return 'fail';
  return isContact(corp, visitor.userId, String(params['userid'])) ? 'ok' : 'fail';
}

/** The SDK joins lists by semicolons (5.5). */
function idsIn(joined: unknown): string[] {
  return typeof joined === 'string' ? joined.split(';').filter(Boolean) : [];
}

function isContact(corp: Corp, userId: string, externalUserId: string): boolean {
  const relations = corp.customers.find(externalUserId)?.relations ?? [];
  return relations.some((one) => sameUserId(one.userId, userId) && one.deletedBy !== 'member');
}

function isInGroup(corp: Corp, userId: string, chatId: string): boolean {
  const group = corp.groupChats.find((one) => one.chatId === chatId && !one.dismissed);
  return group?.members.some(({ id }) => sameUserId(id, userId)) ?? false;
}
