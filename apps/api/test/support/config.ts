import type { AppConfig, CorpConfig } from '../../src/config/app-config.js';
import { defaultStages } from '../../src/config/stages.js';
import { defaultTimings, type WecomTimings } from '../../src/config/wecom-timings.js';

/** Waits are short, so that tests need none. A busy machine is no outage: Redis may take its time. */
export const testTimings: WecomTimings = { ...defaultTimings, backoffMs: 1, pollMs: 5, storeMs: 5_000 };

type Said = Pick<AppConfig, 'database' | 'cache' | 'corps'> & Partial<Omit<AppConfig, 'wecom'>>;

/** What an API is told in tests, where a test does not say otherwise. @param platform where the platform is reached */
export function testConfig(
  platform: string,
  { timings = testTimings, ...said }: Said & { timings?: WecomTimings },
): AppConfig {
  return {
    server: { host: '127.0.0.1', port: 0, trustedProxies: ['loopback'], framedBy: null, leavingMs: 0 },
    limits: { webViewPerMinute: 1_000_000, addressPerMinute: 1_000_000 },
    wecom: { apiBaseUrl: platform, oauthBaseUrl: platform, loginBaseUrl: platform, timings },
    ops: null,
    // Tests say when it is done.
    backgroundWork: [],
    sidebarFiles: null,
    corpsFile: 'sidecard.yaml',
    logLevel: 'debug',
    ...said,
  };
}

/** A declared corp, where a test does not say otherwise. */
export function testCorp(said: Pick<CorpConfig, 'corpId' | 'name' | 'publicOrigin' | 'apps'>): CorpConfig {
  return {
    proveIdentity: 'every-webview',
    roles: { corp: [], team: [], scripts: [] },
    quietAfterDays: 30,
    retention: { events: 30, webhooks: 30, wecomChanges: 30, timeline: null, audit: null },
    nightly: { at: '03:00', timeZone: 'Asia/Shanghai' },
    callbackWindow: { timestampMs: 600_000, nonceMs: 600_000 },
    crm: null,
    domainFile: null,
    webhook: null,
    stages: defaultStages,
    ...said,
  };
}
