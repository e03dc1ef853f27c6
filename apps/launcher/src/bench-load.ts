import { execa } from 'execa';
import { build } from './build.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { missingMysql, startMysqlPrivately } from './testing/mysql.js';
import { provideRedis } from './testing/redis.js';

/** `pnpm bench/load`: what we promise of cards from a large database, measured; apps/api/bench/load.ts prints it. */
await main(async () => {
  await build();
  const redis = await provideRedis(process.env['TEST_REDIS_URL']);
  if (!redis.found) throw new Failure(`Redis is missing. Provide it with: ${redis.command}`);
  // Its log of statements is switched on: nobody else's will do. A server with that many customers has memory for them.
  const mysql = await startMysqlPrivately(['--innodb-buffer-pool-size=4G']);
  if (!mysql) throw new Failure(`MySQL or MariaDB is missing. Provide it with: ${missingMysql.command}`);
  try {
    const { exitCode } = await execa('node', ['--import', 'tsx', 'bench/load.ts', ...process.argv.slice(2)], {
      cwd: `${paths.root}apps/api`,
      env: { TEST_MYSQL_URL: mysql.url, TEST_REDIS_URL: redis.value },
      stdio: 'inherit',
      reject: false,
    });
    process.exitCode = exitCode ?? 1;
  } finally {
    await mysql.stop();
    await redis.stop();
  }
});
