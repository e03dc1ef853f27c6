/** What the client looks like to a page. Shapes from 4.3. */
export interface ClientLook {
  scheme: 'Light' | 'Dark';
  language: 'zh' | 'en';
  /** Like `4.1.36`. */
  version: string;
}

const BEFORE_AGENT_CONFIG_ALONE = '3.0.24';

/** Clients before 3.0.24 want `config` before `agentConfig`, and know no `getContext` (5.3, 5.5). */
export function isOldClient(userAgent: string): boolean {
  const [, version = ''] = /wxwork\/([\d.]+)/.exec(userAgent) ?? [];
  return version.localeCompare(BEFORE_AGENT_CONFIG_ALONE, 'en', { numeric: true }) < 0;
}

export const defaultLook: ClientLook = { scheme: 'Light', language: 'zh', version: '4.1.36' };

export function userAgentOf({ scheme, language, version }: ClientLook): string {
  return (
    'Mozilla/5.0 (Windows NT 10.0; WOW64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/129.0.6668.101 Safari/537.36 ' +
    `Language/${language} ColorScheme/${scheme} wxwork/${version} (MicroMessenger/6.2) WindowsWechat  ` +
    'MailPlugin_Electron WeMail embeddisk wwmver/3.26.36.641 noMediaCs/false'
  );
}
