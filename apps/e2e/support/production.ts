import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import type { Order } from '../../launcher/src/production-orders.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Behind the ports of two demos. */
const port = Number(process.env['E2E_PORT']) + 8;

export const productionUrl = `http://127.0.0.1:${port}/`;
export const webUrl = `http://127.0.0.1:${port + 2}/`;
/** Of the first API: what nginx leads to, and the internal one. */
export const apiUrl = `http://127.0.0.1:${port + 3}/`;
export const opsUrl = `http://127.0.0.1:${port + 5}/`;

/** nginx, two API processes, MySQL and Redis, as docker-compose.yml describes them. */
export class Production {
  private constructor(
    private readonly shape: ReturnType<typeof launch>,
    /** All that its programs write is below: configuration, logs, and what MySQL and Redis keep. */
    readonly folder: string,
    /** Of nginx. */
    readonly logs: string,
  ) {}

  static async start(): Promise<Production> {
    const folder = await mkdtemp(join(tmpdir(), 'sidecard-whole-'));
    const shape = launch(folder);
    const ready = new Promise<string>((resolve) => {
      let said = '';
      shape.all.on('data', (chunk) => {
        said += String(chunk);
        const [, logs] = /production shape ready: \S+ logs in (\S+)\n/.exec(said) ?? [];
        if (logs) resolve(logs);
      });
    });
    const logs = await Promise.race([ready, shape.then(({ all }) => Promise.reject(new Error(all)))]);
    return new Production(shape, folder, logs);
  }

  /** Comes back when it has been carried out. */
  async carryOut(order: Order): Promise<void> {
    await this.shape.sendMessage(order);
    await this.shape.getOneMessage();
  }

  /** @returns all that its programs have printed */
  async stop(): Promise<string> {
    this.shape.kill('SIGTERM');
    const { all } = await this.shape;
    await rm(this.folder, { recursive: true });
    return all;
  }
}

function launch(folder: string) {
  return execa(process.execPath, ['--import', 'tsx', 'apps/launcher/src/production.ts'], {
    cwd: root,
    // The loader would put a copy of the launcher there, and with it what the demo's apps are configured with.
    env: { DEMO_PORT: String(port), TMPDIR: folder, TSX_DISABLE_CACHE: '1' },
    ipc: true,
    all: true,
    reject: false,
    forceKillAfterDelay: 20_000,
  });
}
