import { defineStore } from 'pinia';
import { ref } from 'vue';
import type { PageName } from '../features/pages/pages';

/** Which page is open. `chat` is the one that follows the chat beside it. */
export const usePages = defineStore('pages', () => {
  const open = ref<PageName>('chat');
  return { open };
});
