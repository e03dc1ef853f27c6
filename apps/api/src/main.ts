import 'reflect-metadata';
import { collectDefaultMetrics } from 'prom-client';
import { run } from './cli/run.js';
import { loadConfig } from './config/load-config.js';
import { createApp } from './create-app.js';
import { openOps } from './ops/open-ops.js';
import { LOGGER, type Logger } from './platform/logger.js';
import { METRICS } from './platform/metrics.js';

await run(async () => {
  const config = loadConfig(process.env);
  const app = await createApp(config);
  app.enableShutdownHooks([], { useProcessExit: true });
  // Of the process as a whole: memory, the event loop.
  collectDefaultMetrics({ register: app.get(METRICS) });
  const ops = config.ops && (await openOps(app, config.ops));
  await app.listen(config.server.port, config.server.host);
  app.get<Logger>(LOGGER).info({ url: await app.getUrl(), opsUrl: await ops?.getUrl() }, 'listening');
});
