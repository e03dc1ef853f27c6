import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { doctorReportSchema } from '@sidecard/contracts';
import { DOMAIN_FILE } from './support/front.js';
import { openWard, type Ward } from './support/patient.js';

/** The command as ops run it. What it can find is in doctor.spec.ts. */

const command = fileURLToPath(new URL('../../dist/cli/doctor.js', import.meta.url));
const run = promisify(execFile);

let ward: Ward;
let folder: string;
let env: Record<string, string | undefined>;
beforeAll(async () => {
  ward = await openWard();
  folder = mkdtempSync(join(tmpdir(), 'sidecard-doctor-command-'));
  const { system, corp, app, declared } = ward.patient;
  const { database, cache } = system.config;
  if (database.kind !== 'mysql' || cache.kind !== 'redis') throw new Error('this wants MySQL and Redis');
  env = {
    PATH: process.env['PATH'],
    SIDECARD_CONFIG: join(folder, 'sidecard.yaml'),
    MYSQL_URL: database.url,
    REDIS_URL: cache.url,
    CACHE_NAMESPACE: cache.namespace,
    WECOM_API_BASE_URL: system.simulator.url,
    SECRET: declared.app.secret,
    TOKEN: declared.app.callback?.token,
    KEY: declared.app.callback?.encodingAesKey,
  };
  writeFileSync(
    join(folder, 'sidecard.yaml'),
    `publicOrigin: ${system.origin}
corps:
  - corpId: ${corp.corpId}
    name: ${corp.name}
    domainFile: ${DOMAIN_FILE}
    apps:
      - agentId: ${app.agentId}
        name: ${app.name}
        secret: { env: SECRET }
        callback: { token: { env: TOKEN }, encodingAesKey: { env: KEY } }
`,
  );
});
afterAll(async () => {
  rmSync(folder, { recursive: true });
  await ward.close();
});

interface Ending {
  code: number;
  stdout: string;
  stderr: string;
}

async function doctor(given: string[], changes: Record<string, string> = {}): Promise<Ending> {
  const { clock, simulator } = ward.patient.system;
  // Programs have the clock of the machine.
  clock.advance({ seconds: (Date.now() - clock.now()) / 1000 });
  const child = run('node', [command, ...given], { env: { ...env, ...changes } });
  const ending = await child.then(
    ({ stdout, stderr }) => ({ code: 0, stdout, stderr }),
    ({ code, stdout, stderr }: Ending) => ({ code, stdout, stderr }),
  );
  const secrets = [...simulator.everythingSecret(), ...Object.values(changes), env['MYSQL_URL'] ?? ''];
  for (const secret of secrets.filter(Boolean)) expect(ending.stdout + ending.stderr).not.toContain(secret);
  return ending;
}

describe('doctor', () => {
  it('says it in Chinese, and that nothing is wrong, with status 0', async () => {
    const { code, stdout, stderr } = await doctor([]);

    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { corp, app, system } = ward.patient;
    for (const line of [
      'Sidecard 体检',
      `${corp.name} (${corp.corpId}) → ${app.name} (${app.agentId})`,
      '  ✓ 正常  企业可信 IP: 没有问题',
      '  ? 请手工核对  JS-SDK 可信域名: 企业微信没有接口可以查看 JS-SDK 的可信域名',
      `      → 在「网页授权及JS-SDK」确认列表里有 ${new URL(system.origin).host}，状态为已校验，且域名已备案`,
    ])
      expect(stdout.split('\n')).toContain(line);
    expect(stdout).not.toContain('✗');
  });

  it('says in English what is wrong and what to do, with status 1', async () => {
    const { code, stdout } = await doctor(['--lang', 'en'], { SECRET: 'none-of-theirs' });

    expect(code).toBe(1);
    const red = stdout.split('\n').filter((line) => line.includes('✗'));
    expect(red).toEqual(['  ✗ WRONG  corp id and Secret: the Secret is wrong, or has been reset (40001)']);
    expect(stdout).toContain(
      '  · not asked  JS-SDK tickets: because of “corp id and Secret”: mend that first',
    );
  });

  it('tells programs the same, and nothing else on its output', async () => {
    const { corpId, agentId } = { corpId: ward.patient.corp.corpId, agentId: ward.patient.app.agentId };
    const asked = ['--json', '--corp', corpId, '--agent', String(agentId)];

    const right = await doctor(asked);
    expect(right.code).toBe(0);
    expect(doctorReportSchema.parse(JSON.parse(right.stdout)).isRight).toBe(true);

    const wrong = await doctor(asked, { SECRET: 'nobodys-secret' });
    expect(wrong.code).toBe(1);
    const report = doctorReportSchema.parse(JSON.parse(wrong.stdout));
    expect(report.findings.filter(({ verdict }) => verdict === 'wrong')).toMatchObject([
      { corpId, agentId, step: 'secret', code: 'secret_wrong' },
    ]);
  });

  it.each([
    ['a secret that is not there', { SECRET: '' }, ['environment variable SECRET is empty or not there']],
    [
      'two values that can’t be any',
      { TOKEN: 'not letters-and-digits', KEY: 'tooShort' },
      ['TOKEN must be at most 32 letters and digits', 'KEY must be 43 letters and digits'],
    ],
    ['a url without its host', { MYSQL_URL: 'mysql://s3kret' }, ['environment variable MYSQL_URL']],
  ])('names each flaw of the configuration, and asks nothing else: %s', async (_name, changes, flaws) => {
    const { code, stdout } = await doctor(['--json'], changes);

    expect(code).toBe(1);
    const { findings } = doctorReportSchema.parse(JSON.parse(stdout));
    const wrong = findings.filter(({ verdict }) => verdict === 'wrong');
    expect(wrong.map(({ code: found }) => found)).toEqual(flaws.map(() => 'configuration_flaw'));
    for (const [n, flaw] of flaws.entries()) expect(wrong[n]?.said.en).toContain(flaw);
    const rest = findings.filter(({ verdict }) => verdict !== 'wrong');
    expect(rest.map(({ step, facts }) => [step, facts['because']])).toEqual([
      ['platform', 'configuration'],
      ['clock', 'configuration'],
      ['database', 'configuration'],
      ['redis', 'configuration'],
    ]);
  });

  it('wants a corp that is declared, and an app with its corp', async () => {
    expect(await doctor(['--corp', 'wwnobody'])).toMatchObject({
      code: 1,
      stderr: 'no corp wwnobody is declared\n',
    });
    expect((await doctor(['--agent', '1000002'])).stderr).toContain('usage: doctor');
  });
});
