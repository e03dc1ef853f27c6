import 'reflect-metadata';
import { writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline/promises';
import * as z from 'zod';
import { SharedRedis } from '../cache/shared-redis.js';
import type { AppConfig } from '../config/app-config.js';
import { loadConfig } from '../config/load-config.js';
import { ErasedCustomer, forgetShownCandidates } from '../crm/index.js';
import { isDenied } from '../database/denied.js';
import type { Person } from '../personal-data/holding.js';
import { PersonData, personDataEntities, type RowCounts } from '../personal-data/person-data.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { createLogger } from '../platform/logger.js';
import { corpOption, customerOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: personal-data export --corp <corp id> --contact <external user id> [--out <new file>]
       personal-data erase --corp <corp id> --contact <external user id> [--dry-run | --yes]
All that Sidecard's own tables know of one customer: as JSON, or erased for good. Erasing counts first, and asks.`;

await run(async () => {
  const shape = {
    corp: corpOption,
    contact: customerOption,
    out: z.string().optional(),
    'dry-run': flag,
    yes: flag,
  };
  const asked = readArguments(USAGE, shape, ['export', 'erase']);
  const { action, corp: corpId, contact: externalUserId } = asked;
  if (!action) throw new SetupError([USAGE]);
  const config = loadConfig(process.env);
  declaredApps(config, corpId, undefined);
  const person = { corpId, externalUserId };
  await withDatabase(config, [...personDataEntities, ErasedCustomer], async (dataSource) => {
    const data = new PersonData(dataSource, systemClock);
    switch (action) {
      case 'export':
        return hand(`${JSON.stringify(await data.export(person), null, 2)}\n`, asked.out);
      case 'erase': {
        print(await data.count(person));
        if (asked['dry-run']) return;
        if (!asked.yes && !(await isRepeated(externalUserId)))
          throw new SetupError(['that is not the same id: nothing has been erased']);
        await erase(data, person);
        await forgetInRedis(config, person);
        process.stdout.write('erased\n');
      }
    }
  });
});

/** @param out a file that is not there yet, for its owner alone */
async function hand(text: string, out: string | undefined): Promise<void> {
  if (out === undefined) process.stdout.write(text);
  else await writeFile(out, text, { mode: 0o600, flag: 'wx' });
}

/** `follow_ups  3` */
function print(counts: RowCounts): void {
  for (const [table, count] of Object.entries(counts)) process.stdout.write(`${table}  ${count}\n`);
}

async function isRepeated(externalUserId: string): Promise<boolean> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  const nothing = new Promise<string>((resolve) => lines.once('close', () => resolve('')));
  const question = lines.question('There is no way back. Type the external user id to erase all of this: ');
  const answer = await Promise.race([question, nothing]);
  lines.close();
  return answer.trim() === externalUserId;
}

async function erase(data: PersonData, person: Person): Promise<void> {
  try {
    await data.erase(person);
  } catch (error) {
    if (!isDenied(error)) throw error;
    throw new SetupError([
      'the account of MYSQL_URL may not change audit_log, so nothing has been erased: run this with one that may',
    ]);
  }
}

async function forgetInRedis({ cache, wecom }: AppConfig, person: Person): Promise<void> {
  if (cache.kind !== 'redis') return;
  const redis = await new SharedRedis(cache.url, wecom.timings.storeMs, createLogger('error')).begin();
  try {
    await forgetShownCandidates(redis, cache.namespace, person);
  } finally {
    await redis.disconnect();
  }
}
