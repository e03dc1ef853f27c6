import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance } from 'fastify';
import { mountAvatars } from './avatars.js';
import type { Callbacks } from './callbacks/callbacks.js';
import { clientFilesFolder } from './client-files.js';
import { mountClientApi } from './client/client-api.js';
import { nowInSeconds, systemClock, type Clock } from './clock.js';
import { mountControlApi } from './control/control-api.js';
import { happen, type Happening } from './happenings/happen.js';
import type { Faults } from './platform/faults.js';
import { mountAuthorize } from './oauth/authorize.js';
import { mountWebLogin } from './oauth/web-login.js';
import { everythingSecret } from './platform/everything-secret.js';
import { createPlatform } from './platform/platform.js';
import type { CallLog } from './platform/call-log.js';
import type { Limits } from './platform/limits.js';
import { mountServerApi } from './server-api/server-api.js';
import { createWebViewServer } from './web-view/web-view-server.js';
import type { WebViews } from './platform/web-views.js';
import { trustDomain } from './world/build-world.js';
import { growWorld, type Growth } from './world/grow-world.js';
import type { Corp, World } from './world/world.js';

export interface SimulatorOptions {
  /** Same seed, same tokens, tickets, codes and ids. @default 1 */
  seed?: number;
  /** @default the system's */
  clock?: Clock;
  /** Where to listen: 0.0.0.0 in a container, of which the ports are published on loopback. @default 127.0.0.1 */
  host?: string;
  /** Port of the platform: server API, OAuth and client page. 0 takes a free one. @default 0 */
  port?: number;
  /** Port at which the client's web view sees the sidebar. 0 takes a free one. @default 0 */
  webViewPort?: number;
  /** Where members see the sidebar when a tunnel leads to the web view's port, like `https://crm-dev.example.com`. @default that port itself */
  publicOrigin?: string;
}

/** A running stand-in for the WeCom platform. */
export interface Simulator {
  /** Server API, OAuth and the desktop client, like `http://127.0.0.1:4600`. */
  url: string;
  /** The origin at which the web view sees the sidebar: the trusted domain of every app of the world. */
  webViewOrigin: string;
  world: World;
  /** Something happens among people or in the admin console, and apps are called back. @returns the id of whom or what */
  happen(happening: Happening): string;
  /** Fills a corp up with plausible people; nobody is called back for it. */
  growWorld(corp: Corp, growth: Growth): void;
  faults: Faults;
  callbacks: Callbacks;
  limits: Limits;
  calls: CallLog;
  webViews: WebViews;
  /** Every secret, callback key, token, ticket and OAuth code there is or has been: what must turn up in nobody's log. */
  everythingSecret(): string[];
  /** Says who serves the sidebar and its API, once that is running. */
  showSidebarFrom(url: string): void;
  close(): Promise<void>;
}

/** Starts the simulated platform. Rejects when a port is taken. */
export async function createSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const platform = createPlatform(options.seed ?? 1, options.clock ?? systemClock);
  const host = options.host ?? '127.0.0.1';
  let sidebarUrl: string | null = null;

  const platformServer = await createPlatformServer(platform);
  const webViewServer = await createWebViewServer(() => ({ sidebar: sidebarUrl, platform: platform.url }));
  const close = async () => {
    await Promise.all([platformServer.close(), webViewServer.close(), platform.callbacks.close()]);
  };

  try {
    platform.url = await platformServer.listen({ host, port: options.port ?? 0 });
    const listening = await webViewServer.listen({ host, port: options.webViewPort ?? 0 });
    const webViewOrigin = options.publicOrigin ?? listening;
    platform.webViewOrigin = webViewOrigin;
    trustDomain(platform.world, new URL(webViewOrigin).host);
    const { url, world, faults, callbacks, limits, calls, webViews } = platform;
    return {
      url,
      webViewOrigin,
      world,
      happen: (happening) => happen(platform, happening),
      growWorld: (corp, growth) => growWorld(corp, growth, nowInSeconds(platform.clock)),
      faults,
      callbacks,
      limits,
      calls,
      webViews,
      everythingSecret: () => everythingSecret(platform),
      showSidebarFrom: (address) => {
        sidebarUrl = address;
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function createPlatformServer(platform: ReturnType<typeof createPlatform>): Promise<FastifyInstance> {
  const server = fastify({ forceCloseConnections: true, trustProxy: false });
  server.setNotFoundHandler((_request, reply) => reply.status(404).send(''));
  // Whoever compares clocks compares them with ours.
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('date', new Date(platform.clock.now()).toUTCString());
  });
  await mountServerApi(server, platform);
  mountAuthorize(server, platform);
  mountWebLogin(server, platform);
  mountAvatars(server, platform);
  mountClientApi(server, platform);
  mountControlApi(server, platform);
  await server.register(fastifyStatic, { root: clientFilesFolder, wildcard: false });
  return server;
}
