import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createExampleCrm, exampleMapping, type ExampleCrm } from '@sidecard/testing/crm-database';
import { execa } from 'execa';

const root = fileURLToPath(new URL('../../..', import.meta.url));
/** Behind the ports of the demo that all other journeys share. */
const port = Number(process.env['E2E_PORT']) + 4;

export const besideUrl = `http://127.0.0.1:${port}/`;

/** The demo, but for 云杉净水's CRM: that is one of docs/own-crm.md, with a user who may only SELECT. */
export async function startDemoBeside(example: ExampleCrm): Promise<{ stop: () => Promise<void> }> {
  const crm = await createExampleCrm(process.env['TEST_MYSQL_URL'] ?? '', example);
  const folder = await mkdtemp(join(tmpdir(), 'sidecard-own-crm-'));
  const config = join(folder, 'sidecard.yaml');
  await writeFile(config, await configuration(relative(folder, fileURLToPath(exampleMapping(example)))));
  const demo = execa(process.execPath, ['--import', 'tsx', 'apps/launcher/src/demo.ts'], {
    cwd: root,
    env: {
      DEMO_PORT: String(port),
      DEMO_DATA: folder,
      DEMO_CONFIG: config,
      DEMO_BACKGROUND_WORK: 'inbox,wecom-changes',
      CRM_DATABASE_URL: crm.url,
    },
    all: true,
    reject: false,
    forceKillAfterDelay: 10_000,
  });
  const stop = async () => {
    demo.kill('SIGTERM');
    await demo;
    await crm.drop();
    await rm(folder, { recursive: true });
  };
  const ready = new Promise<'ready'>((resolve) => {
    demo.all.on('data', (chunk) => String(chunk).includes('Sidecard demo ready') && resolve('ready'));
  });
  if ((await Promise.race([ready, demo])) === 'ready') return { stop };
  const { all } = await demo;
  await stop();
  throw new Error(`the demo has not started: ${all}`);
}

async function configuration(mapping: string): Promise<string> {
  const demo = await readFile(join(root, 'apps/launcher/demo.sidecard.yaml'), 'utf8');
  return demo.replace('    name: 云杉净水\n', (line) => `${line}    crm: { file: '${mapping}' }\n`);
}
