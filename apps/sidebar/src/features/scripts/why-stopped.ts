import { text } from '../../locales';
import type { Problem } from '../../problem';
import { words } from './words';

/** What has stopped a sending before a message was tried, in words. */
export function whyStopped({ code }: Problem): string {
  return code === 'CHAT_CHANGED' ? words.chatChanged : words.notPrepared(text.problems[code]);
}
