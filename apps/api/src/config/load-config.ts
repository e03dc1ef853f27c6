import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { backgroundWorks, type AppConfig } from './app-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { mysqlUrl, redisUrl } from './connection-url.js';
import { readCorpsFile } from './corps-file.js';
import { trustedProxies } from './trusted-proxies.js';
import { defaultTimings } from './wecom-timings.js';

const baseUrl = z.url({ protocol: /^https?$/ }).transform((text) => text.replace(/\/$/, ''));
const perMinute = z.coerce.number().int().min(1);

/** What may be in a file instead. */
const SECRET = ['MYSQL_URL', 'REDIS_URL', 'OPS_TOKEN'];

/** The environment variables the API knows. An empty one counts as not set. */
const environment = z.object({
  /** The YAML file with corps and apps. */
  SIDECARD_CONFIG: z.string().default('sidecard.yaml'),
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  /** Whose `X-Forwarded-For` is believed, separated by commas: addresses, networks, `loopback`, `uniquelocal`. */
  TRUSTED_PROXIES: trustedProxies.prefault('loopback'),
  /** The origin of the simulator's client, which shows the page in a frame. Leave it out in production. */
  FRAMED_BY: z
    .url()
    .transform((text) => new URL(text).origin)
    .optional(),
  /** How long a process that has been asked to stop goes on answering, while /health/ready says that it leaves. */
  LEAVING_SECONDS: z.coerce.number().min(0).max(60).default(5),
  /** What this process does besides answering, separated by commas: see `backgroundWorks`, or `none`. */
  BACKGROUND_WORK: z
    .string()
    .default(backgroundWorks.join())
    .transform((text) => text.split(',').filter((entry) => entry !== 'none'))
    .pipe(z.array(z.enum(backgroundWorks))),
  /** Requests a minute, of one session and of one address without a session, at each API process. */
  LIMIT_WEB_VIEW: perMinute.default(300),
  LIMIT_ADDRESS: perMinute.default(6_000),
  /** `mysql://user:password@host:3306/database`. Without it a SQLite file is used. */
  MYSQL_URL: mysqlUrl.optional(),
  SQLITE_FILE: z.string().default('.data/sidecard.sqlite'),
  /** `redis://host:6379`. Without it the cache lives in this process. */
  REDIS_URL: redisUrl.optional(),
  /** Begins every cache key. Deployments that share a Redis need different ones. */
  CACHE_NAMESPACE: z
    .string()
    .regex(/^[\w-]+$/)
    .default('sidecard'),
  WECOM_API_BASE_URL: baseUrl.default('https://qyapi.weixin.qq.com'),
  WECOM_OAUTH_BASE_URL: baseUrl.default('https://open.weixin.qq.com'),
  WECOM_LOGIN_BASE_URL: baseUrl.default('https://login.work.weixin.qq.com'),
  /** Folder of the built sidebar. Leave it out when a web server serves the sidebar. */
  SIDEBAR_FILES: z.string().optional(),
  /** The internal port, for monitors: /metrics, /health/…. Without it there is none. */
  OPS_HOST: z.string().default('127.0.0.1'),
  OPS_PORT: z.coerce.number().int().min(0).max(65535).optional(),
  /** What a monitor shows there as `Authorization: Bearer …`. Without it only /health/live and /health/ready are there. */
  OPS_TOKEN: z.string().min(16).optional(),
  LOG_LEVEL: z.enum(['silent', 'error', 'warn', 'info', 'debug']).default('info'),
});

/**
 * The only reader of the environment and of the YAML file.
 * @throws SetupError naming every variable or line that is wrong
 */
export function loadConfig(env: NodeJS.ProcessEnv): AppConfig {
  const given = Object.fromEntries(Object.entries(fromFiles(env)).filter(([, value]) => value !== ''));
  const parsed = environment.safeParse(given);
  if (!parsed.success) {
    throw new SetupError(
      parsed.error.issues.map((issue) => `environment variable ${issue.path.join('.')}: ${issue.message}`),
    );
  }
  const { data } = parsed;
  return {
    server: {
      host: data.HOST,
      port: data.PORT,
      trustedProxies: data.TRUSTED_PROXIES,
      framedBy: data.FRAMED_BY ?? null,
      leavingMs: data.LEAVING_SECONDS * 1_000,
    },
    limits: { webViewPerMinute: data.LIMIT_WEB_VIEW, addressPerMinute: data.LIMIT_ADDRESS },
    database: data.MYSQL_URL
      ? { kind: 'mysql', url: data.MYSQL_URL }
      : { kind: 'sqlite', file: data.SQLITE_FILE },
    cache: {
      namespace: data.CACHE_NAMESPACE,
      ...(data.REDIS_URL ? { kind: 'redis', url: data.REDIS_URL } : { kind: 'memory' }),
    },
    wecom: {
      apiBaseUrl: data.WECOM_API_BASE_URL,
      oauthBaseUrl: data.WECOM_OAUTH_BASE_URL,
      loginBaseUrl: data.WECOM_LOGIN_BASE_URL,
      timings: defaultTimings,
    },
    ops:
      data.OPS_PORT === undefined
        ? null
        : { host: data.OPS_HOST, port: data.OPS_PORT, token: data.OPS_TOKEN ?? null },
    backgroundWork: data.BACKGROUND_WORK,
    corpsFile: data.SIDECARD_CONFIG,
    corps: readCorpsFile(data.SIDECARD_CONFIG, env),
    sidebarFiles: data.SIDEBAR_FILES ?? null,
    logLevel: data.LOG_LEVEL,
  };
}

/**
 * `MYSQL_URL_FILE` and the like: the file that holds the value, as container platforms hand over secrets.
 * @throws SetupError naming the variable whose file can't be read
 */
function fromFiles(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const read = SECRET.flatMap((name) => {
    const file = env[`${name}_FILE`];
    if (!file) return [];
    try {
      return [[name, readFileSync(file, 'utf8').trim()]];
    } catch {
      throw new SetupError([`environment variable ${name}_FILE: there is no such file that can be read`]);
    }
  });
  return { ...env, ...Object.fromEntries(read) };
}
