import type { Component } from 'vue';
import { language } from '../../locales';

interface Page {
  title: string;
  /** Null for the page that is there from the beginning. */
  load: (() => Promise<Component>) | null;
}

const isEnglish = language === 'en';

/** In the order of the tabs. Each comes when it is opened. */
export const pages = {
  chat: { title: isEnglish ? 'Chat' : '当前聊天', load: null },
  day: {
    title: isEnglish ? 'Today' : '今天要联系',
    load: () => import('../my-day/MyDayPage.vue').then((page) => page.default),
  },
  find: {
    title: isEnglish ? 'Find' : '查找',
    load: () => import('../find/FindPage.vue').then((page) => page.default),
  },
  scripts: {
    title: isEnglish ? 'Scripts' : '话术',
    load: () => import('../scripts/ScriptsPage.vue').then((page) => page.default),
  },
} satisfies Record<string, Page>;

export type PageName = keyof typeof pages;
