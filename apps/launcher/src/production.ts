import { randomBytes } from 'node:crypto';
import { execa } from 'execa';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from './build.js';
import { setUpCallbacks } from './demo-callbacks.js';
import { apiProgram, demoApiEnv, demoPorts, demoPreparations, simulatorProgram } from './demo-programs.js';
import { Failure, main } from './failure.js';
import { paths } from './paths.js';
import type { Order } from './production-orders.js';
import { keepRunning, runToEnd, type Program } from './processes.js';
import { apiProgramOf, nginxArgs } from './testing/compose.js';
import { missingMysql, startMysqlPrivately } from './testing/mysql.js';
import { provideNginx } from './testing/nginx.js';
import { missingRedis, startRedisPrivately } from './testing/redis.js';

/**
 * What docker-compose.yml describes, without containers: nginx with the same configuration, two API processes, MySQL and
 * Redis of its own; the simulator is the platform. For the journeys of apps/e2e, which let things happen to it.
 */
await main(async () => {
  const nginx = provideNginx();
  const { simulator, webView, api: web } = demoPorts(process.env);
  const apis = [web + 1, web + 2];
  await build();
  await keepRunning(async (group) => {
    const folder = await mkdtemp(join(tmpdir(), 'sidecard-production-'));
    group.finally(() => rm(folder, { recursive: true }));
    const [mysql, redis] = [await startMysqlPrivately(), await startRedisPrivately(true)];
    if (mysql) group.finally(mysql.stop);
    if (redis) group.finally(redis.stop);
    if (!nginx.found) throw missing(nginx);
    if (!mysql) throw missing(missingMysql);
    if (!redis) throw missing(missingRedis);

    const ports = { simulator, webView, api: web, vite: 0 };
    const url = `${mysql.url}/sidecard`;
    await mysql.createDatabase('sidecard');
    await writeFile(join(folder, 'mysql-url'), url);
    await writeFile(join(folder, 'ops-token'), randomBytes(16).toString('hex'));
    const { SQLITE_FILE: _sqlite, SIDEBAR_FILES: sidebarFiles = '', ...demo } = demoApiEnv(ports);
    const env = {
      ...demo,
      MYSQL_URL_FILE: join(folder, 'mysql-url'),
      OPS_TOKEN_FILE: join(folder, 'ops-token'),
      REDIS_URL: redis.url,
      BACKGROUND_WORK: 'inbox',
      LEAVING_SECONDS: '2',
      LIMIT_WEB_VIEW: '100000',
      LOG_LEVEL: 'info',
    };
    const [migration, ...preparations] = demoPreparations(ports);
    for (const preparation of [{ ...migration, args: [apiProgramOf('migrate')] }, ...preparations])
      await runToEnd({ ...preparation, env: { ...preparation.env, ...env } });
    const apiAt = (port: number): Program => ({
      ...apiProgram({ ...env, PORT: String(port), OPS_PORT: String(port + apis.length) }),
      args: [apiProgramOf('api')],
    });
    const stops = await Promise.all(apis.map((port) => group.start(apiAt(port))));
    await layOut(folder, web, apis, { ...env, SIDEBAR_FILES: sidebarFiles });
    await group.start(nginxProgram(nginx.value, folder, web));
    await group.start(simulatorProgram(ports, web));
    await setUpCallbacks(ports);

    const carryOut = async (order: Order): Promise<void> => {
      if (order.kind === 'restartApi') {
        const port = apis[order.which];
        if (port === undefined) throw new Failure(`there is no API ${order.which}`);
        await stops[order.which]?.();
        stops[order.which] = await group.start(apiAt(port));
        return;
      }
      if (order.kind === 'doctor') {
        const args = [`${paths.apiCommands}/doctor.js`];
        await runToEnd({ name: 'The doctor', command: process.execPath, args, env });
        return;
      }
      const service = order.service === 'mysql' ? mysql : redis;
      await service[order.kind]();
    };
    process.on('message', (order: Order) => void carryOut(order).then(() => process.send?.('done')));
    process.stdout.write(
      `Sidecard in production shape ready: http://127.0.0.1:${simulator}/ logs in ${folder}/logs\n`,
    );
  });
});

/** Puts beside the configuration of nginx what belongs to it: that of the images, but for where things are. */
async function layOut(
  folder: string,
  web: number,
  apis: number[],
  env: Record<string, string>,
): Promise<void> {
  for (const file of ['nginx.conf', 'assets-headers.conf'])
    await cp(join(paths.web, file), join(folder, file));
  for (const name of ['place', 'verify', 'logs', 'run']) await mkdir(join(folder, name));
  await symlink(paths.sidebarFiles, join(folder, 'page'));
  await writeFile(join(folder, 'verify/WW_verify_Sidecard00.txt'), 'Sidecard00');
  await writeFile(join(folder, 'place/listen.conf'), `listen 127.0.0.1:${web};\n`);
  const servers = apis.map((port) => `server 127.0.0.1:${port} max_fails=0;`);
  await writeFile(
    join(folder, 'place/upstream.conf'),
    `upstream api { ${servers.join(' ')} keepalive 32; keepalive_timeout 1s; }\n`,
  );
  const { stdout } = await execa(process.execPath, [paths.apiPageHeaders, '--nginx'], { env });
  await writeFile(join(folder, 'page-headers.conf'), `${stdout}\n`);
}

function nginxProgram(command: string, folder: string, web: number): Program {
  // Its workers may read nothing of ours otherwise.
  const user = process.getuid?.() === 0 ? ' user root;' : '';
  return {
    name: 'nginx',
    command,
    args: nginxArgs(folder).map((word) => (word === 'daemon off;' ? word + user : word)),
    env: {},
    readyUrl: `http://127.0.0.1:${web}/health/ready`,
  };
}

function missing({ name, command }: { name: string; command: string }): Failure {
  return new Failure(`${name} IS MISSING. Provide it with: ${command}`);
}
