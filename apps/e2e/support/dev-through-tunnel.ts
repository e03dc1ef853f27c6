import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openTlsTunnel } from '@sidecard/testing/tls-tunnel';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Those of the demo beside a company's own CRM, which has gone by now or is not there yet. */
const port = Number(process.env['E2E_PORT']) + 4;

export interface DevThroughTunnel {
  /** Where the simulator's client is seen through the tunnel. */
  clientUrl: string;
  /** Changes a file of the sidebar, in a copy. */
  edit(file: string, change: (text: string) => string): Promise<void>;
  stop(): Promise<void>;
}

/** `pnpm dev --tunnel` with a copy of the sidebar, and a tunnel to it. */
export async function startDevThroughTunnel(): Promise<DevThroughTunnel> {
  const tunnel = await openTlsTunnel(port + 1);
  // Inside the repository: what is outside of it, Vite does not serve.
  await mkdir(join(root, '.data'), { recursive: true });
  const folder = await mkdtemp(join(root, '.data/dev-through-tunnel-'));
  const sidebar = join(folder, 'apps/sidebar');
  const own = join(root, 'apps/sidebar');
  await cp(own, sidebar, {
    recursive: true,
    filter: (path) => !/^\/(node_modules|dist|\.wireit|test)$/.test(path.slice(own.length)),
  });
  await cp(join(root, 'tsconfig.base.json'), join(folder, 'tsconfig.base.json'));
  await symlink(join(own, 'node_modules'), join(sidebar, 'node_modules'));

  const dev = execa(
    process.execPath,
    ['--import', 'tsx', 'apps/launcher/src/dev.ts', '--tunnel', tunnel.origin],
    {
      cwd: root,
      env: {
        DEMO_PORT: String(port),
        DEMO_DATA: folder,
        DEMO_BACKGROUND_WORK: 'none',
        DEV_SIDEBAR: sidebar,
        NODE_EXTRA_CA_CERTS: tunnel.certificate,
      },
      all: true,
      reject: false,
      forceKillAfterDelay: 10_000,
    },
  );
  const stop = async () => {
    dev.kill('SIGTERM');
    await dev;
    await tunnel.close();
    await rm(folder, { recursive: true });
  };
  const ready = new Promise<string>((resolve) => {
    dev.all.on('data', (chunk) => {
      const [, url] = /Sidecard dev ready: (\S+)/.exec(String(chunk)) ?? [];
      if (url) resolve(url);
    });
  });
  const clientUrl = await Promise.race([ready, dev.then(() => null)]);
  if (!clientUrl) {
    const { all } = await dev;
    await stop();
    throw new Error(`dev has not started: ${all}`);
  }
  const edit = async (file: string, change: (text: string) => string) => {
    const path = join(sidebar, file);
    await writeFile(path, change(await readFile(path, 'utf8')));
  };
  return { clientUrl, edit, stop };
}
