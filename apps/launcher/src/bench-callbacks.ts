import { execa } from 'execa';
import { build } from './build.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { missingMysql, startMysqlPrivately } from './testing/mysql.js';
import { provideRedis } from './testing/redis.js';

/** `pnpm bench/callbacks`: what we promise of callbacks, measured; apps/api/bench/callbacks.ts prints it. */
await main(async () => {
  await build();
  const redis = await provideRedis(process.env['TEST_REDIS_URL']);
  if (!redis.found) throw new Failure(`Redis is missing. Provide it with: ${redis.command}`);
  // It is killed on the way: nobody else's will do.
  const mysql = await startMysqlPrivately();
  if (!mysql) throw new Failure(`MySQL or MariaDB is missing. Provide it with: ${missingMysql.command}`);
  try {
    const bench = execa('node', ['--import', 'tsx', 'bench/callbacks.ts'], {
      cwd: `${paths.root}apps/api`,
      env: { TEST_REDIS_URL: redis.value, TEST_MYSQL_URL: mysql.url },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      reject: false,
    });
    bench.on(
      'message',
      () =>
        void mysql
          .kill()
          .then(mysql.revive)
          .then(() => bench.send('restarted')),
    );
    const { exitCode } = await bench;
    process.exitCode = exitCode ?? 1;
  } finally {
    await mysql.stop();
    await redis.stop();
  }
});
