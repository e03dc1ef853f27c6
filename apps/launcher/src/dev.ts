import { parseArgs } from 'node:util';
import { build } from './build.js';
import { setUpCallbacks } from './demo-callbacks.js';
import { apiProgram, demoApiEnv, demoPorts, demoPreparations, simulatorProgram } from './demo-programs.js';
import { compilerProgram, viteProgram } from './dev-programs.js';
import { devThroughTunnel } from './dev-tunnel.js';
import { Failure, main } from './failure.js';
import { assertPortsFree } from './ports.js';
import { keepRunning, runToEnd } from './processes.js';
import { tunnelTo } from './tunnel.js';

const USAGE = 'usage: dev [--tunnel <https origin> [--config <your sidecard.yaml>]]';

/**
 * `pnpm dev`: the demo, with the sidebar from Vite (hot reload) and the API restarted on every change. With `--tunnel`
 * all of it is seen at a public https address.
 */
await main(async () => {
  const { tunnel, config } = wanted();
  const ports = demoPorts(process.env);
  await assertPortsFree(Object.values(ports), 'Stop what is using it, or choose other ports: DEMO_PORT=4700');
  if (tunnel) return devThroughTunnel(tunnelTo(tunnel), ports, config);
  await build();
  for (const preparation of demoPreparations(ports)) await runToEnd(preparation);
  await keepRunning(async (group) => {
    await group.start(compilerProgram('libs/contracts'));
    await group.start(compilerProgram('apps/api'));
    await group.start(apiProgram(demoApiEnv(ports), ['--watch']));
    await group.start(viteProgram(ports));
    await group.start(simulatorProgram(ports, ports.vite));
    await setUpCallbacks(ports);
    process.stdout.write(`Sidecard dev ready: http://127.0.0.1:${ports.simulator}/\n`);
  });
});

/** @throws Failure for what nobody understands */
function wanted(): { tunnel?: string | undefined; config?: string | undefined } {
  try {
    const { values } = parseArgs({ options: { tunnel: { type: 'string' }, config: { type: 'string' } } });
    if (values.config === undefined || values.tunnel) return values;
  } catch {
    // Said below.
  }
  throw new Failure(USAGE);
}
