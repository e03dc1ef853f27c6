import { build } from './build.js';
import { setUpCallbacks } from './demo-callbacks.js';
import { apiProgram, demoApiEnv, demoPorts, demoPreparations, simulatorProgram } from './demo-programs.js';
import { main } from './failure.js';
import { assertPortsFree } from './ports.js';
import { keepRunning, runToEnd, type Program } from './processes.js';

/** `pnpm dev`: the demo, with the sidebar from Vite (hot reload) and the API restarted on every change. */
await main(async () => {
  const ports = demoPorts(process.env);
  await assertPortsFree(Object.values(ports), 'Stop what is using it, or choose other ports: DEMO_PORT=4700');
  await build();
  for (const preparation of demoPreparations(ports)) await runToEnd(preparation);
  await keepRunning(async (group) => {
    await group.start(compiler('libs/contracts'));
    await group.start(compiler('apps/api'));
    await group.start(apiProgram(demoApiEnv(ports), ['--watch']));
    await group.start({
      name: 'Vite',
      command: 'pnpm',
      args: [
        '--dir',
        'apps/sidebar',
        'exec',
        'vite',
        '--host',
        '127.0.0.1',
        '--port',
        String(ports.vite),
        '--strictPort',
      ],
      env: { SIDECARD_API_URL: `http://127.0.0.1:${ports.api}` },
      readyUrl: `http://127.0.0.1:${ports.vite}/`,
    });
    await group.start(simulatorProgram(ports, ports.vite));
    await setUpCallbacks(ports);
    process.stdout.write(`Sidecard dev ready: http://127.0.0.1:${ports.simulator}/\n`);
  });
});

function compiler(workspace: string): Program {
  return {
    name: `The compiler of ${workspace}`,
    command: 'pnpm',
    args: [
      '--dir',
      workspace,
      'exec',
      'tsc',
      '-p',
      'tsconfig.build.json',
      '--watch',
      '--preserveWatchOutput',
    ],
    env: {},
  };
}
