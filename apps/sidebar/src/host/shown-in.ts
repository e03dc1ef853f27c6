import { browserHost } from './browser-host';
import { isWecom } from './client-look';
import type { Host } from './host.port';
import { wecomHost } from './wecom-host';

/** What this page is shown in. */
export const shownIn: Host = isWecom(navigator.userAgent) ? wecomHost : browserHost;
