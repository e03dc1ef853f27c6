import { build } from './build.js';
import { setUpCallbacks } from './demo-callbacks.js';
import { apiProgram, demoApiEnv, demoPorts, demoPreparations, simulatorProgram } from './demo-programs.js';
import { main } from './failure.js';
import { assertPortsFree } from './ports.js';
import { keepRunning, runToEnd } from './processes.js';

/** `pnpm demo`: the whole product against the simulator, with nothing to install. */
await main(async () => {
  const ports = demoPorts(process.env);
  await assertPortsFree(
    [ports.simulator, ports.webView, ports.api],
    'Stop what is using it, or choose other ports: DEMO_PORT=4700',
  );
  await build();
  for (const preparation of demoPreparations(ports)) await runToEnd(preparation);
  await keepRunning(async (group) => {
    await group.start(simulatorProgram(ports, ports.api));
    await group.start(apiProgram(demoApiEnv(ports)));
    await setUpCallbacks(ports);
    process.stdout.write(`Sidecard demo ready: http://127.0.0.1:${ports.simulator}/\n`);
  });
});
