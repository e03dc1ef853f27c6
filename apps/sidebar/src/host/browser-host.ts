import type { Host } from './host.port';
import { onPageShown } from './page-shown';

const CUSTOMER_FRAGMENT = 'customer';

/** Where the card of one customer is, for somebody who has come by the web login. */
export function customerLink(externalUserId: string): string {
  return `#${CUSTOMER_FRAGMENT}=${encodeURIComponent(externalUserId)}`;
}

/** A browser outside WeCom: there is no chat, so the customer is the one chosen in the page, kept in the fragment. */
export const browserHost: Host = {
  connect: async () => {},

  async openChat() {
    const chosen = new URLSearchParams(location.hash.slice(1)).get(CUSTOMER_FRAGMENT);
    return chosen ? { kind: 'customer', externalUserId: chosen } : { kind: 'none' };
  },

  own: null,

  onShown(listener) {
    const stop = onPageShown(listener);
    const onChoice = () => listener(false);
    window.addEventListener('hashchange', onChoice);
    return () => {
      stop();
      window.removeEventListener('hashchange', onChoice);
    };
  },
};
