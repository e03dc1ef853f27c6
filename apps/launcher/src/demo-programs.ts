import { demoCallbackSecrets } from './demo-callbacks.js';
import { Failure } from './failure.js';
import { paths } from './paths.js';
import type { Program } from './processes.js';

const DEFAULT_PORT = 4600;

/** The secrets of the simulator's apps (apps/simulator/src/world/personas). They open nothing else. */
export const demoSecrets: Record<string, string> = {
  ...demoCallbackSecrets,
  DEMO_SECRET_SPRUCE_SALES: 'spruce-sales-secret-for-the-simulator-only',
  DEMO_SECRET_SPRUCE_SERVICE: 'spruce-service-secret-for-the-simulator-only',
  DEMO_SECRET_BEGONIA: 'begonia-secret-for-the-simulator-only',
};

/** From 1024 on: https://fetch.spec.whatwg.org/#port-blocking */
const browsersRefuse = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080,
]);

/** The ports of the demo: the first from `DEMO_PORT`, the others after it. */
export interface DemoPorts {
  /** The simulator: its client page is what one opens. */
  simulator: number;
  /** The origin at which the simulated client shows the sidebar. */
  webView: number;
  api: number;
  /** Vite, in `pnpm dev` only. */
  vite: number;
}

export function demoPorts(env: NodeJS.ProcessEnv): DemoPorts {
  const first = Number(env['DEMO_PORT'] || DEFAULT_PORT);
  if (!Number.isInteger(first) || first < 1_024 || first > 65_500) {
    throw new Failure(`DEMO_PORT is ${env['DEMO_PORT']}; it must be a port number from 1024 to 65500.`);
  }
  const ports = { simulator: first, webView: first + 1, api: first + 2, vite: first + 3 };
  const refused = Object.values(ports).find((port) => browsersRefuse.has(port));
  if (refused) throw new Failure(`Browsers open no page on port ${refused}. Choose another: DEMO_PORT=4700`);
  return ports;
}

export function demoApiEnv(ports: DemoPorts): Record<string, string> {
  const platform = `http://127.0.0.1:${ports.simulator}`;
  return {
    ...demoSecrets,
    // The journeys beside a CRM of a company's own have one that says where it is.
    SIDECARD_CONFIG: process.env['DEMO_CONFIG'] || paths.demoConfig,
    CRM_DATABASE_URL: process.env['CRM_DATABASE_URL'] ?? '',
    PUBLIC_ORIGIN: `http://127.0.0.1:${ports.webView}`,
    PORT: String(ports.api),
    SQLITE_FILE: `${process.env['DEMO_DATA'] || paths.data}/demo.sqlite`,
    WECOM_API_BASE_URL: platform,
    WECOM_OAUTH_BASE_URL: platform,
    WECOM_LOGIN_BASE_URL: platform,
    FRAMED_BY: platform,
    SIDEBAR_FILES: paths.sidebarFiles,
    BACKGROUND_WORK: process.env['DEMO_BACKGROUND_WORK'] || 'inbox,sync',
    LEAVING_SECONDS: '0',
    LOG_LEVEL: 'warn',
  };
}

/** Migrate, then seed: each to its end. */
export function demoPreparations(ports: DemoPorts): [migration: Program, seeding: Program] {
  const env = demoApiEnv(ports);
  return [
    { name: 'The migration', command: process.execPath, args: [paths.apiMigrate], env },
    {
      name: 'The seeding',
      command: process.execPath,
      args: [paths.apiSeed, paths.demoSeed, paths.demoScripts],
      env,
    },
  ];
}

export function simulatorProgram(ports: DemoPorts, sidebarPort: number): Program {
  return {
    name: 'The simulator',
    command: process.execPath,
    args: [paths.simulatorMain],
    env: {
      SIMULATOR_PORT: String(ports.simulator),
      SIMULATOR_WEB_VIEW_PORT: String(ports.webView),
      SIMULATOR_SIDEBAR_URL: `http://127.0.0.1:${sidebarPort}`,
    },
    readyUrl: `http://127.0.0.1:${ports.simulator}/client/world`,
  };
}

/** @param env the API's own: `HOST` and `PORT` say where it will listen */
export function apiProgram(env: Record<string, string>, nodeArgs: string[] = []): Program {
  return {
    name: 'The API',
    command: process.execPath,
    args: [...nodeArgs, paths.apiMain],
    env,
    readyUrl: `http://${reachable(env['HOST'])}:${env['PORT']}/health/ready`,
  };
}

/** Where to knock at a server that listens on a host, which may be all of them. */
function reachable(host = ''): string {
  if (['', '0.0.0.0', '::'].includes(host)) return '127.0.0.1';
  return host.includes(':') ? `[${host}]` : host;
}
