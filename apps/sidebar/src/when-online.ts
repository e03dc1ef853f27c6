import { onBeforeUnmount, onMounted } from 'vue';

/** For what could not be sent for want of a network: calls back when that has come back, for as long as the component lives. */
export function whenOnline(again: () => void): void {
  onMounted(() => window.addEventListener('online', again));
  onBeforeUnmount(() => window.removeEventListener('online', again));
}
