import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import { invokeNative } from '../web-view/native.js';
import { defaultLook, userAgentOf } from '../web-view/user-agent.js';
import { findCorp, isVisible, sameUserId, type Corp } from '../world/world.js';
import { messagesOf, type Message } from './messages.js';
import { mountMedia, shownIn } from './shown-messages.js';
import { customerChat, groupChat } from '../platform/sent-messages.js';

const chatSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('external'), externalUserId: z.string() }),
  z.object({ kind: z.literal('group'), chatId: z.string() }),
  z.object({ kind: z.literal('none') }),
]);

const openSchema = z.object({
  corpId: z.string(),
  userId: z.string(),
  chat: chatSchema,
  look: z
    .object({
      scheme: z.enum(['Light', 'Dark']),
      language: z.enum(['zh', 'en']),
      version: z.string().default(defaultLook.version),
    })
    .default(defaultLook),
});

const callSchema = z.object({
  name: z.string(),
  params: z.record(z.string(), z.unknown()),
  pageUrl: z.string(),
});

/** One chat of a member, as the client's list shows it. */
export interface ChatInList {
  kind: 'external' | 'group';
  id: string;
  /** The remark, where the member has given one: that is what the real list shows. */
  title: string;
  avatarUrl: string | null;
  /** `微信` or the customer's company. */
  from: string;
  messages: Message[];
  /** What the member has noted about the customer; null for a group. */
  relation: { remark: string; tagIds: string[]; deletedByCustomer: boolean } | null;
}

/** What the client page asks its own platform. Not a WeCom API. */
export function mountClientApi(server: FastifyInstance, platform: Platform): void {
  server.get('/client/world', () => ({
    webViewOrigin: platform.webViewOrigin,
    corps: platform.world.corps.map((corp) => ({
      corpId: corp.corpId,
      name: corp.name,
      apps: corp.apps.map(({ agentId, name }) => ({ agentId, name })),
      tagGroups: corp.tagGroups
        .filter(({ deleted }) => !deleted)
        .map((group) => ({
          name: group.name,
          tags: group.tags.filter(({ deleted }) => !deleted).map(({ id, name }) => ({ id, name })),
        })),
      members: corp.members.map(({ userId, name, position }) => ({
        userId,
        name,
        position,
        avatarUrl: `${platform.url}/avatars/${corp.corpId}/${userId}.svg`,
        /** The pages in this member's sidebar: one for each app they may see. */
        agentIds: corp.apps.filter((app) => isVisible(app, userId)).map((app) => app.agentId),
      })),
    })),
  }));

  server.get<{ Params: { corpId: string; userId: string } }>(
    '/client/corps/:corpId/members/:userId/chats',
    (request, reply) => {
      const corp = findCorp(platform.world, request.params.corpId);
      return corp ? chatsOf(platform, corp, request.params.userId) : reply.status(404).send();
    },
  );

  server.post('/client/web-views', (request, reply) => {
    const asked = openSchema.safeParse(request.body);
    if (!asked.success) return reply.status(400).send(asked.error.issues);
    const { corpId, userId, chat, look } = asked.data;
    const webView = platform.webViews.create({
      corpId,
      visitor: { kind: 'member', userId },
      chat,
      userAgent: userAgentOf(look),
    });
    return { id: webView.id, userAgent: webView.userAgent };
  });

  server.put<{ Params: { id: string } }>('/client/web-views/:id/chat', (request, reply) => {
    const webView = platform.webViews.find(request.params.id);
    const chat = chatSchema.safeParse(request.body);
    if (!webView || !chat.success) return reply.status(400).send();
    webView.chat = chat.data;
    return reply.status(204).send();
  });

  server.post<{ Params: { id: string } }>('/client/web-views/:id/invoke', (request, reply) => {
    const webView = platform.webViews.find(request.params.id);
    const call = callSchema.safeParse(request.body);
    if (!webView || !call.success) return reply.status(400).send();
    return { result: invokeNative(platform, webView, call.data) };
  });

  mountMedia(server, platform);
}

function chatsOf(platform: Platform, corp: Corp, userId: string): ChatInList[] {
  const withCustomers = corp.customers
    .followedBy(userId)
    .filter(({ relation }) => relation.deletedBy !== 'member')
    .map(({ customer, relation }): ChatInList => ({
      kind: 'external',
      id: customer.externalUserId,
      title: relation.remark || customer.name,
      avatarUrl: customer.hasAvatar
        ? `${platform.url}/avatars/${corp.corpId}/${customer.externalUserId}.svg`
        : null,
      from: customer.company?.shortName ?? '微信',
      messages: [
        ...messagesOf(corp, customer.externalUserId),
        ...shownIn(platform, customerChat(corp.corpId, userId, customer.externalUserId)),
      ],
      relation: {
        remark: relation.remark,
        tagIds: relation.tagIds,
        deletedByCustomer: relation.deletedBy === 'customer',
      },
    }));
  const groups = corp.groupChats
    .filter((group) => !group.dismissed && group.members.some(({ id }) => sameUserId(id, userId)))
    .map((group): ChatInList => ({
      kind: 'group',
      id: group.chatId,
      title: group.name,
      avatarUrl: null,
      from: '外部群',
      messages: [
        ...messagesOf(corp, group.chatId),
        ...shownIn(platform, groupChat(corp.corpId, group.chatId)),
      ],
      relation: null,
    }));
  return [...withCustomers, ...groups];
}
