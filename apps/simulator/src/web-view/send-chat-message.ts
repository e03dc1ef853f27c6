import { z } from 'zod';
import type { Platform } from '../platform/platform.js';
import { customerChat, groupChat, type SentMessage } from '../platform/sent-messages.js';
import type { WebView } from '../platform/web-views.js';

/** The bodies of chapter 5.5 that a page beside a chat may send. `mediaid` is spelled so. */
const messageSchema = z.discriminatedUnion('msgtype', [
  z.object({ msgtype: z.literal('text'), text: z.object({ content: z.string().min(1) }) }),
  z.object({ msgtype: z.literal('image'), image: z.object({ mediaid: z.string().min(1) }) }),
  z.object({ msgtype: z.literal('video'), video: z.object({ mediaid: z.string().min(1) }) }),
  z.object({ msgtype: z.literal('file'), file: z.object({ mediaid: z.string().min(1) }) }),
  z.object({
    msgtype: z.literal('news'),
    news: z.object({
      link: z.url({ protocol: /^https?$/ }),
      title: z.string().min(1),
      desc: z.string().default(''),
      imgUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ })]).default(''),
    }),
  }),
]);

/**
 * Puts a message into the chat beside the web view, if it is one the client takes.
 * @returns the result, without the name of the call. What a client says of a body it can't read or of a media id that is
 * over is not on record: that is our guess.
 */
export function sendChatMessage(
  platform: Platform,
  { corpId, visitor, chat }: WebView,
  params: Record<string, unknown>,
): string {
  const message = messageSchema.safeParse(params);
  if (!message.success)
    return params['msgtype'] === 'news'
      ? 'fail, invalid param, link or img_url is invalid'
      : 'fail, invalid param';
  const sent = toSent(platform, corpId, message.data);
  if (!sent) return 'fail, invalid mediaid';
  switch (chat.kind) {
    case 'external':
      if (visitor.kind === 'member')
        platform.sent.add(customerChat(corpId, visitor.userId, chat.externalUserId), sent);
      return 'ok';
    case 'group':
      platform.sent.add(groupChat(corpId, chat.chatId), sent);
      return 'ok';
    case 'none':
      return 'fail_without context of external contact';
  }
}

function toSent(
  { media }: Platform,
  corpId: string,
  message: z.infer<typeof messageSchema>,
): SentMessage | null {
  const ofMedia = (kind: 'image' | 'video' | 'file', mediaId: string): SentMessage | null => {
    const found = media.find(corpId, kind, mediaId);
    return found ? { kind, mediaId, fileName: found.fileName } : null;
  };
  switch (message.msgtype) {
    case 'text':
      return { kind: 'text', text: message.text.content };
    case 'image':
      return ofMedia('image', message.image.mediaid);
    case 'video':
      return ofMedia('video', message.video.mediaid);
    case 'file':
      return ofMedia('file', message.file.mediaid);
    case 'news': {
      const { link, title, desc: description, imgUrl: imageUrl } = message.news;
      return { kind: 'news', link, title, description, imageUrl };
    }
  }
}
