import type { CardStage } from '@sidecard/contracts';
import type { CrmDeclaration } from './crm-mapping.js';
import type { WecomTimings } from './wecom-timings.js';

/** Everything the API is told from outside, read and checked once at start (`load-config.ts`). */
export interface AppConfig {
  server: {
    host: string;
    port: number;
    /** Whose `X-Forwarded-For` is believed: addresses, networks, or `loopback` and `uniquelocal`. */
    trustedProxies: string[];
    /** The one origin that may frame the page, for the simulator's client. Null in production: nobody may. */
    framedBy: string | null;
    /** How long to go on answering once asked to stop. Milliseconds. */
    leavingMs: number;
  };
  /** How many requests a minute one session, and one address without a session, may make of this process. */
  limits: { webViewPerMinute: number; addressPerMinute: number };
  database: { kind: 'sqlite'; file: string } | { kind: 'mysql'; url: string };
  /** `namespace` begins every key, so that deployments can share one Redis. */
  cache: { namespace: string } & ({ kind: 'memory' } | { kind: 'redis'; url: string });
  wecom: { apiBaseUrl: string; oauthBaseUrl: string; loginBaseUrl: string; timings: WecomTimings };
  /** The internal port, for ops. Without a token it says how healthy the process is, and nothing more. Null: there is none. */
  ops: { host: string; port: number; token: string | null } | null;
  /** What this process does besides answering: others may do it instead. */
  backgroundWork: BackgroundWork[];
  /** The YAML file that declares them: they alone may change while we run (`Corps`). */
  corpsFile: string;
  corps: CorpConfig[];
  /** Folder of the built sidebar, when no web server in front of us serves it. */
  sidebarFiles: string | null;
  logLevel: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/**
 * Working off the inbox of callbacks; syncing; sending webhooks; writing to WeCom what members have changed; removing what
 * is too old.
 */
export const backgroundWorks = ['inbox', 'sync', 'webhooks', 'wecom-changes', 'retention'] as const;
export type BackgroundWork = (typeof backgroundWorks)[number];

export interface CorpConfig {
  corpId: string;
  name: string;
  /** The origin members of this corp see the sidebar at, like `https://crm.example.com`. */
  publicOrigin: string;
  proveIdentity: IdentityPolicy;
  roles: Roles;
  /** When the nightly sync begins: `03:00`, on the clocks of a time zone like `Asia/Shanghai`. What day it is they tell too. */
  nightly: { at: string; timeZone: string };
  callbackWindow: CallbackWindow;
  /** The CRM the company has; null where Sidecard's own tables are it. */
  crm: CrmDeclaration | null;
  /** The `WW_verify_….txt` that has to be found at the public origin; null where nobody has said which. */
  domainFile: string | null;
  /** Null when nobody is told of what members do. */
  webhook: WebhookConfig | null;
  /** How far a customer can have come, in the order in which that happens. */
  stages: CardStage['choices'];
  /** After how many days without a follow-up a customer counts as left alone. */
  quietAfterDays: number;
  retention: Retention;
  apps: AgentConfig[];
}

/**
 * How often a member proves who they are: in every new web view, or only when this browser has proved nobody for
 * `afterMs` milliseconds. What each risks: docs/identity.md.
 */
export type IdentityPolicy = 'every-webview' | { afterMs: number };

/** Where the company hears of what members do, and what the messages are signed with: `whsec_…` in base64. */
export interface WebhookConfig {
  url: string;
  secret: string;
}

/** Who may more than others: see customers whom they do not follow, or write what all may send. */
export interface Roles {
  /** Supervisors: every customer the app is shown. User ids in lower case. */
  corp: string[];
  /** Leaders of these departments see what members there and below see; `all` are those of any department. */
  team: number[] | 'all';
  /** Who writes the company's scripts. User ids in lower case. */
  scripts: string[];
}

/** For how many days things are kept; null for as long as nobody removes them. */
export interface Retention {
  /** What WeCom has called back, since it came, once it is over. */
  events: number;
  /** What the company was told, once it has taken it. */
  webhooks: number;
  /** What members have changed of WeCom's, once that was taken or refused. */
  wecomChanges: number;
  timeline: number | null;
  audit: number | null;
}

export interface AgentConfig {
  /** Unique only inside its corp. */
  agentId: number;
  name: string;
  secret: string;
  /** Null when the app is not called back. */
  callback: CallbackSecrets | null;
}

/** What the admin console was given together with the url that the platform calls back (6.1). */
export interface CallbackSecrets {
  /** At most 32 letters and digits. */
  token: string;
  /** 43 letters and digits. */
  encodingAesKey: string;
}

/** How old a callback may be, and how long we remember that one was here. Milliseconds. */
export interface CallbackWindow {
  /** How far its timestamp may be from our clock, either way. */
  timestampMs: number;
  /** How long its nonce is taken. */
  nonceMs: number;
}

/** Injection token of the `AppConfig`. */
export const APP_CONFIG = Symbol('AppConfig');
