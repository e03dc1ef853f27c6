import { existsSync } from 'node:fs';
import { build } from './build.js';
import { apiProgram } from './demo-programs.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { assertPortsFree } from './ports.js';
import { keepRunning, runToEnd } from './processes.js';

/** `pnpm start`: the product with your YAML against the real platform. The environment reaches the API as it is. */
await main(async () => {
  const env = {
    ...given(process.env),
    SIDECARD_CONFIG: process.env['SIDECARD_CONFIG'] || `${paths.root}sidecard.yaml`,
    SQLITE_FILE: process.env['SQLITE_FILE'] || `${paths.data}/sidecard.sqlite`,
    SIDEBAR_FILES: process.env['SIDEBAR_FILES'] || paths.sidebarFiles,
    PORT: process.env['PORT'] || '3000',
  };
  if (!existsSync(env.SIDECARD_CONFIG)) {
    throw new Failure(
      `There is no ${env.SIDECARD_CONFIG}. Copy docs/sidecard.example.yaml there and fill it in, or say with SIDECARD_CONFIG where yours is.`,
    );
  }
  await assertPortsFree([Number(env.PORT)], 'Stop what is using it, or choose another: PORT=3001');
  await build();
  await runToEnd({ name: 'The migration', command: process.execPath, args: [paths.apiMigrate], env });
  await keepRunning(async (group) => {
    await group.start(apiProgram(env));
    process.stdout.write(`Sidecard ready on port ${env.PORT}; lead your public origin there.\n`);
  });
});

function given(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
