import { execa } from 'execa';
import { build } from './build.js';
import { demoApiEnv, demoPorts } from './demo-programs.js';
import { main } from './failure.js';
import { ownEnv } from './own-env.js';
import { paths } from './paths.js';

/**
 * `pnpm audit-log …` and its like: a command of the API, on your set-up, or with `--demo` on that of the demo. `--help` needs
 * neither, nor does what is printed of the build itself.
 */
await main(async () => {
  const [, , name = '', ...rest] = process.argv;
  const onDemo = rest.includes('--demo');
  const isHelp = rest.includes('--help') || rest.includes('-h');
  const isOfBuild = name === 'openapi' || (name === 'config' && rest[0] === 'schema');
  const env = isHelp || isOfBuild ? {} : onDemo ? demoApiEnv(demoPorts(process.env)) : ownEnv();
  // What the command says is the answer, and may be read by a program.
  await build(process.stderr);
  const { exitCode } = await execa(
    process.execPath,
    [`${paths.apiCommands}/${name}.js`, ...rest.filter((argument) => argument !== '--demo')],
    { env, stdio: 'inherit', reject: false },
  );
  process.exitCode = exitCode ?? 1;
});
