import { onBeforeUnmount, onMounted } from 'vue';
import { onPageShown } from './host/page-shown';
import { restFor } from './rest-for';

/** Milliseconds. */
const AGAIN_MS = 5_000;

/**
 * For what could not be sent. Calls back now, every five seconds, when the network has come back and when the page is
 * shown again, for as long as the component lives: a server that could not be reached tells nobody that it is back.
 * @param again sends what waits, if something does and is not on its way already
 */
export function keepTrying(again: () => void): void {
  const stopped = new AbortController();
  const { signal } = stopped;
  onMounted(() => {
    const stopFollowing = onPageShown(again);
    window.addEventListener('online', again);
    signal.addEventListener('abort', () => {
      stopFollowing();
      window.removeEventListener('online', again);
    });
    void keepOn();
  });
  onBeforeUnmount(() => stopped.abort());

  async function keepOn() {
    while (!signal.aborted) {
      again();
      await restFor(AGAIN_MS, signal);
    }
  }
}
