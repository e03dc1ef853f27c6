import { execa } from 'execa';
import { build } from './build.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import { missingMysql, startMysqlPrivately } from './testing/mysql.js';

/** `pnpm bench/own-crm`: what we promise of a CRM that a company has, measured; apps/api/bench/own-crm.ts prints it. */
await main(async () => {
  await build();
  // It is stopped on the way: nobody else's will do. A server that has a CRM of that size has memory for it.
  const mysql = await startMysqlPrivately(['--innodb-buffer-pool-size=2G']);
  if (!mysql) throw new Failure(`MySQL or MariaDB is missing. Provide it with: ${missingMysql.command}`);
  try {
    const bench = execa('node', ['--import', 'tsx', 'bench/own-crm.ts', ...process.argv.slice(2)], {
      cwd: `${paths.root}apps/api`,
      env: { TEST_MYSQL_URL: mysql.url },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      reject: false,
    });
    bench.on('message', (what) => {
      const done = what === 'off' ? mysql.kill() : mysql.revive();
      void done.then(() => bench.send('done'));
    });
    const { exitCode } = await bench;
    process.exitCode = exitCode ?? 1;
  } finally {
    await mysql.stop();
  }
});
