import type { AppConfig } from './app-config.js';

/** The origin of the platform where it is on this machine, which is to say the simulator. Null for the real one. */
export function localPlatform({ apiBaseUrl }: Pick<AppConfig['wecom'], 'apiBaseUrl'>): string | null {
  const { hostname, origin } = new URL(apiBaseUrl);
  return hostname === '127.0.0.1' || hostname === 'localhost' ? origin : null;
}
