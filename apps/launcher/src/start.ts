import { build } from './build.js';
import { apiProgram } from './demo-programs.js';
import { main } from './failure.js';
import { ownEnv } from './own-env.js';
import { paths } from './paths.js';
import { assertPortsFree } from './ports.js';
import { keepRunning, runToEnd } from './processes.js';

/** `pnpm start`: the product with your YAML against the real platform. The environment reaches the API as it is. */
await main(async () => {
  const env = ownEnv();
  await assertPortsFree([Number(env.PORT)], 'Stop what is using it, or choose another: PORT=3001');
  await build();
  await runToEnd({ name: 'The migration', command: process.execPath, args: [paths.apiMigrate], env });
  await keepRunning(async (group) => {
    await group.start(apiProgram(env));
    process.stdout.write(`Sidecard ready on port ${env.PORT}; lead your public origin there.\n`);
  });
});
