import { execa } from 'execa';
import { build } from './build.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { provideRedis } from './testing/redis.js';

/** `pnpm bench/tokens`: what we promise of tokens, measured; apps/api/bench/tokens.ts prints it. */
await main(async () => {
  await build();
  const redis = await provideRedis(process.env['TEST_REDIS_URL']);
  if (!redis.found) throw new Failure(`Redis is missing. Provide it with: ${redis.command}`);
  try {
    const { exitCode } = await execa('node', ['--import', 'tsx', 'bench/tokens.ts'], {
      cwd: `${paths.root}apps/api`,
      env: { TEST_REDIS_URL: redis.value },
      stdio: 'inherit',
      reject: false,
    });
    process.exitCode = exitCode ?? 1;
  } finally {
    await redis.stop();
  }
});
