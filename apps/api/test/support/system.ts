import { Writable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createSimulator, type Simulator } from '@sidecard/simulator';
import { DataSource } from 'typeorm';
import type { AppConfig } from '../../src/config/app-config.js';
import { createApp } from '../../src/create-app.js';
import { dataSourceOptions } from '../../src/database/data-source.js';
import { openOps } from '../../src/ops/open-ops.js';
import { callBack, callbackSecrets } from './called-back.js';
import { testConfig, testCorp } from './config.js';
import { ManualClock } from './manual-clock.js';
import { createStorage } from './storage.js';

const OPS = { host: '127.0.0.1', port: 0, token: 'the-ops-token-of-the-tests' };

/** The real API, on real storage, in front of the simulated platform. Both tell the same time. */
export interface System {
  simulator: Simulator;
  app: NestFastifyApplication;
  config: AppConfig;
  clock: ManualClock;
  database: DataSource;
  /** Every line the API has logged. */
  logs: string[];
  /** Where members see the sidebar and its API. */
  origin: string;
  /** Where the API itself listens. */
  apiUrl: string;
  /** The internal port, and what is behind it. */
  ops: { app: NestFastifyApplication; url: string };
  close(): Promise<void>;
}

export interface SystemOptions {
  /** Another Redis than that of the Jest project. */
  redisUrl?: string;
  /** Changes what the API is told. */
  configure?: (config: AppConfig) => void;
}

export async function startSystem({ redisUrl, configure }: SystemOptions = {}): Promise<System> {
  const clock = new ManualClock();
  const storage = await createStorage();
  const simulator = await createSimulator({ clock });
  const config = testConfig(simulator.url, {
    database: storage.database,
    cache: redisUrl ? { kind: 'redis', namespace: storage.cache.namespace, url: redisUrl } : storage.cache,
    ops: OPS,
    corps: simulator.world.corps.map(({ corpId, name, apps }) =>
      testCorp({
        corpId,
        name,
        publicOrigin: simulator.webViewOrigin,
        apps: apps.map(({ agentId, name: appName, secret }) => ({
          agentId,
          name: appName,
          secret,
          callback: callbackSecrets({ corpId, agentId }),
        })),
      }),
    ),
  });
  configure?.(config);
  const migration = await new DataSource(dataSourceOptions(config.database)).initialize();
  await migration.runMigrations({ transaction: 'each' });
  await migration.destroy();

  const logs: string[] = [];
  const app = await createApp(config, { clock, logs: collect(logs) });
  const ops = await openOps(app, OPS);
  await app.listen(0, '127.0.0.1');
  simulator.showSidebarFrom(await app.getUrl());
  callBack(simulator, config, await app.getUrl());

  return {
    simulator,
    app,
    config,
    clock,
    database: app.get(DataSource),
    logs,
    origin: simulator.webViewOrigin,
    apiUrl: await app.getUrl(),
    ops: { app: ops, url: await ops.getUrl() },
    close: async () => {
      await app.close();
      await simulator.close();
      await storage.dispose();
    },
  };
}

function collect(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk));
      done();
    },
  });
}
