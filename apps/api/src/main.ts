import 'reflect-metadata';
import { ShutdownSignal } from '@nestjs/common';
import { collectDefaultMetrics } from 'prom-client';
import { run } from './cli/run.js';
import { ConfigReload } from './config/config-reload.js';
import { keepUpWith } from './config/keep-up.js';
import { loadConfig } from './config/load-config.js';
import { createApp } from './create-app.js';
import { openOps } from './ops/open-ops.js';
import { LOGGER, type Logger } from './platform/logger.js';
import { METRICS } from './platform/metrics.js';

await run(async () => {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  // SIGHUP means something else here, below.
  app.enableShutdownHooks([ShutdownSignal.SIGINT, ShutdownSignal.SIGTERM], { useProcessExit: true });
  // Of the process as a whole: memory, the event loop.
  collectDefaultMetrics({ register: app.get(METRICS) });
  const ops = config.ops && (await openOps(app, config.ops));
  await app.listen(config.server.port, config.server.host);
  keepUpWith(config.corpsFile, () => void app.get(ConfigReload).reload(() => loadConfig(process.env)));
  app.get<Logger>(LOGGER).info({ url: await app.getUrl(), opsUrl: await ops?.getUrl() }, 'listening');
});
