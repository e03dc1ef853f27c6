import { within } from '../within';
import { hostProblem, sayingOf } from './host-problem';
import type { ChatMessage } from './host.port';

/** How long the member may take to let a message go: some clients ask. Milliseconds. */
const SENDING_MS = 60_000;

/** As the client wants it (5.5): `mediaid` is spelled so. */
type SdkMessage =
  | { msgtype: 'text'; text: { content: string } }
  | { msgtype: 'image'; image: { mediaid: string } }
  | { msgtype: 'file'; file: { mediaid: string } }
  | { msgtype: 'news'; news: { link: string; title: string; desc: string; imgUrl: string } };

/** A cancel is no refusal (5.4). @param sendChatMessage the SDK's. @throws ProblemError */
export async function sendBy(
  sendChatMessage: (message: SdkMessage) => Promise<unknown>,
  message: ChatMessage,
): Promise<'sent' | 'cancelled'> {
  try {
    await within(SENDING_MS, sendChatMessage(toSdk(message)));
    return 'sent';
  } catch (thrown) {
    if (/:\s*cancel/i.test(sayingOf(thrown))) return 'cancelled';
    throw hostProblem(thrown);
  }
}

function toSdk(message: ChatMessage): SdkMessage {
  switch (message.kind) {
    case 'text':
      return { msgtype: 'text', text: { content: message.text } };
    case 'image':
      return { msgtype: 'image', image: { mediaid: message.wecomMediaId } };
    case 'file':
      return { msgtype: 'file', file: { mediaid: message.wecomMediaId } };
    case 'link': {
      const { url: link, title, description: desc, imageUrl } = message;
      return { msgtype: 'news', news: { link, title, desc, imgUrl: imageUrl ?? '' } };
    }
  }
}
