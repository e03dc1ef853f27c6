import type { WecomTimings } from './wecom-timings.js';

/** Everything the API is told from outside, read and checked once at start (`load-config.ts`). */
export interface AppConfig {
  server: { host: string; port: number };
  database: { kind: 'sqlite'; file: string } | { kind: 'mysql'; url: string };
  /** `namespace` begins every key, so that deployments can share one Redis. */
  cache: { namespace: string } & ({ kind: 'memory' } | { kind: 'redis'; url: string });
  wecom: { apiBaseUrl: string; oauthBaseUrl: string; timings: WecomTimings };
  /** Opens what only ops may see: metrics and the state of credentials. Null closes it. */
  opsToken: string | null;
  corps: CorpConfig[];
  /** Folder of the built sidebar, when no web server in front of us serves it. */
  sidebarFiles: string | null;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

export interface CorpConfig {
  corpId: string;
  name: string;
  /** The origin members of this corp see the sidebar at, like `https://crm.example.com`. */
  publicOrigin: string;
  apps: AgentConfig[];
}

export interface AgentConfig {
  /** Unique only inside its corp. */
  agentId: number;
  name: string;
  secret: string;
}

/** Injection token of the `AppConfig`. */
export const APP_CONFIG = Symbol('AppConfig');
