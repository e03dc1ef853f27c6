import type { FastifyInstance } from 'fastify';
import type { Platform } from '../platform/platform.js';
import type { SentMessage } from '../platform/sent-messages.js';
import type { Message } from './messages.js';

/** What pages have put into a chat, as the client shows it. */
export function shownIn(platform: Platform, chat: string): Message[] {
  return platform.sent.in(chat).map((message) => ({ from: 'member', ...shown(message) }));
}

function shown(message: SentMessage): Omit<Message, 'from'> {
  switch (message.kind) {
    case 'text':
      return { text: message.text };
    case 'image':
      return { text: message.fileName, imageUrl: addressOf(message.mediaId) };
    case 'video':
    case 'file':
      return {
        text: message.fileName,
        link: { kind: message.kind, url: addressOf(message.mediaId), description: '' },
      };
    case 'news':
      return {
        text: message.title,
        link: { kind: 'news', url: message.link, description: message.description },
        ...(message.imageUrl ? { imageUrl: message.imageUrl } : {}),
      };
  }
}

/** The client's own way to what is in a chat. */
export function mountMedia(server: FastifyInstance, platform: Platform): void {
  server.get<{ Params: { mediaId: string } }>('/client/media/:mediaId', (request, reply) => {
    const media = platform.media.everUploaded(request.params.mediaId);
    if (!media) return reply.status(404).send();
    const isPng = media.bytes[0] === 0x89;
    return reply
      .type(media.type === 'image' ? (isPng ? 'image/png' : 'image/jpeg') : 'application/octet-stream')
      .send(media.bytes);
  });
}

function addressOf(mediaId: string): string {
  return `/client/media/${encodeURIComponent(mediaId)}`;
}
