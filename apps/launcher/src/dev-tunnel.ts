import { execa } from 'execa';
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { build } from './build.js';
import { setUpCallbacks } from './demo-callbacks.js';
import {
  apiProgram,
  demoApiEnv,
  demoPreparations,
  simulatorProgram,
  type DemoPorts,
} from './demo-programs.js';
import { viteProgram } from './dev-programs.js';
import { Failure } from './failure.js';
import { ownEnv } from './own-env.js';
import { paths } from './paths.js';
import { keepRunning, runToEnd, type Program } from './processes.js';
import { assertLeadsHere, type Tunnel } from './tunnel.js';

/**
 * `pnpm dev --tunnel`: Vite with hot reload, and the API as it was built, at a public https address. The tunnel leads to
 * the port of the web view: with a YAML of one's own Vite listens there, else the simulator's web view in front of it.
 * @throws Failure when the tunnel leads elsewhere, or the YAML speaks of another origin
 */
export async function devThroughTunnel(tunnel: Tunnel, ports: DemoPorts, config?: string): Promise<void> {
  await mkdir(paths.verify, { recursive: true });
  await (config ? besideWecom(tunnel, ports, resolve(config)) : besideSimulator(tunnel, ports));
}

async function besideWecom(tunnel: Tunnel, ports: DemoPorts, config: string): Promise<void> {
  const { SIDEBAR_FILES: _files, ...own } = ownEnv({ ...process.env, SIDECARD_CONFIG: config });
  const env = { ...own, PUBLIC_ORIGIN: tunnel.origin, PORT: String(ports.api), LEAVING_SECONDS: '0' };
  await build();
  await assertSameOrigin(tunnel, config, env);
  await runToEnd({ name: 'The migration', command: process.execPath, args: [paths.apiMigrate], env });
  await keepRunning(async (group) => {
    await group.start(apiProgram(env));
    await group.start(viteProgram({ vite: ports.webView, api: ports.api }, tunnel));
    await assertLeadsHere(tunnel, ports.webView);
    process.stdout.write(`Sidecard dev ready: ${tunnel.origin}/s/<corp id>/<agent id>, beside your chats\n`);
  });
}

async function besideSimulator(tunnel: Tunnel, ports: DemoPorts): Promise<void> {
  await build();
  const client = `${tunnel.origin}/__wecom_client__`;
  const throughIt = {
    PUBLIC_ORIGIN: tunnel.origin,
    WECOM_OAUTH_BASE_URL: client,
    WECOM_LOGIN_BASE_URL: client,
    FRAMED_BY: tunnel.origin,
  };
  const through = (program: Program): Program => ({ ...program, env: { ...program.env, ...throughIt } });
  for (const preparation of demoPreparations(ports)) await runToEnd(through(preparation));
  await keepRunning(async (group) => {
    const simulator = simulatorProgram(ports, ports.vite);
    await group.start({
      ...simulator,
      env: { ...simulator.env, SIMULATOR_PUBLIC_ORIGIN: tunnel.origin },
    });
    await group.start(apiProgram({ ...demoApiEnv(ports), ...throughIt }));
    await group.start(viteProgram(ports, tunnel));
    await assertLeadsHere(tunnel, ports.webView);
    await setUpCallbacks(ports);
    process.stdout.write(`Sidecard dev ready: ${client}/\n`);
  });
}

/** Sessions, logins and signatures are for `publicOrigin`: at another one nothing would hold. */
async function assertSameOrigin(
  { origin }: Tunnel,
  config: string,
  env: Record<string, string>,
): Promise<void> {
  const { all, stdout, failed } = await execa(
    process.execPath,
    [`${paths.apiCommands}/config.js`, 'addresses'],
    { env, all: true, reject: false },
  );
  if (failed) throw new Failure(`${all}\nThe configuration can't be used.`);
  const apps: { corpId: string; agentId: number; publicOrigin: string }[] = stdout
    .split('\n')
    .map((line) => JSON.parse(line));
  const others = apps.filter(({ publicOrigin }) => publicOrigin !== origin);
  if (others.length === 0) return;
  const flaws = others.map(
    ({ corpId, agentId, publicOrigin }) => `${config}: app ${agentId} of ${corpId} is at ${publicOrigin}`,
  );
  throw new Failure(
    `${flaws.join('\n')}\nThe tunnel is ${origin}. Write publicOrigin: { env: PUBLIC_ORIGIN } for development, and make the tunnel's host the trusted domain of the app (可信域名).`,
  );
}
