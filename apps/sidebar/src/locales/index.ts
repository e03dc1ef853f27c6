import type { Words } from '@sidecard/contracts';
import { clientLanguage } from '../host/client-look';
import { zhCN, type Text } from './zh-CN';

/** The client's language, settled once: WeCom reloads its pages when it changes. */
export const language = clientLanguage(navigator.userAgent, navigator.language);

/** Every word the page says. Plain objects and functions: a library would weigh as much as Vue (docs/adr/0003). */
export let text: Text = zhCN;

/** Chinese comes with the page; English is fetched by those who read it, and Chinese stays if it does not come. */
export async function loadText(): Promise<void> {
  if (language !== 'en') return;
  const english = await import('./en').catch(() => null);
  if (english) text = english.en;
}

/** The company's own words, which come in both languages. */
export function said({ zh, en }: Words): string {
  return language === 'en' ? en : zh;
}
