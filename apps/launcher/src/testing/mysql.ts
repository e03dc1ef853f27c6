import { execa } from 'execa';
import { createConnection } from 'mysql2/promise';
import { Failure } from '../failure.js';
import { findProgram } from './find-program.js';
import { nothingToStop, startPrivately, type PrivateService, type Provided } from './service.js';

const STANDARD = 'mysql://root@127.0.0.1:3306';

/** MySQL or MariaDB: as told, else on its standard port, else a private one from the programs on this machine. */
export async function provideMysql(told: string | undefined): Promise<Provided> {
  if (told) {
    if (!(await isUsable(told)))
      throw new Failure('TEST_MYSQL_URL leads to no server where databases can be made.');
    return { found: true, value: told, stop: nothingToStop };
  }
  if (await isUsable(STANDARD)) return { found: true, value: STANDARD, stop: nothingToStop };

  const own = await startMysqlPrivately();
  return own ? { found: true, value: own.url, stop: own.stop } : missingMysql;
}

export const missingMysql = {
  found: false,
  name: 'MYSQL OR MARIADB',
  command: 'sudo apt-get install -y mariadb-server',
} as const;

export type PrivateMysql = PrivateService & {
  url: string;
  createDatabase: (name: string) => Promise<void>;
};

/**
 * A server that nobody else uses. Null when there is no program for it on this machine.
 * @param options of that program
 */
export async function startMysqlPrivately(options: string[] = []): Promise<PrivateMysql | null> {
  const server = findProgram('mariadbd', 'mysqld');
  if (!server) return null;
  const user = process.getuid?.() === 0 ? ['--user=root'] : [];
  const installer = findProgram('mariadb-install-db');
  // A new MariaDB has a nobody at localhost, who would come before users from anywhere.
  const byAddress = installer ? ['--skip-name-resolve'] : [];
  const service = await startPrivately(
    'MySQL',
    server,
    (folder, freePort) => [
      '--no-defaults',
      ...user,
      `--datadir=${folder}/data`,
      `--socket=${folder}/socket`,
      `--pid-file=${folder}/pid`,
      ...byAddress,
      '--bind-address=127.0.0.1',
      `--port=${freePort}`,
      ...options,
    ],
    async (folder) => {
      await (installer
        ? execa(installer, [
            '--no-defaults',
            ...user,
            `--datadir=${folder}/data`,
            '--auth-root-authentication-method=normal',
            // Everybody could write there.
            '--skip-test-db',
          ])
        : execa(server, ['--no-defaults', ...user, '--initialize-insecure', `--datadir=${folder}/data`]));
    },
  );
  const url = `mysql://root@127.0.0.1:${service.port}`;
  const createDatabase = async (name: string) => {
    const connection = await createConnection(url);
    await connection.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4`);
    await connection.end();
  };
  return { ...service, url, createDatabase };
}

async function isUsable(url: string): Promise<boolean> {
  try {
    const connection = await createConnection({ uri: url, connectTimeout: 3_000 });
    const database = `sidecard_test_probe_${process.pid}`;
    await connection.query(`CREATE DATABASE ${database}`);
    await connection.query(`DROP DATABASE ${database}`);
    await connection.end();
    return true;
  } catch {
    return false;
  }
}
