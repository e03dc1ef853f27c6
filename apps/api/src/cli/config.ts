import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { accesses, type Access, type AppScope, type CardCrm } from '@sidecard/contracts';
import * as z from 'zod';
import { AppModule } from '../app.module.js';
import type { AppConfig } from '../config/app-config.js';
import { consoleAddresses } from '../config/console-addresses.js';
import { corpsFileSchema } from '../config/corps-file.js';
import { loadConfig } from '../config/load-config.js';
import { checkCrm, CrmPreview, CrmSilent } from '../crm/index.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { createLogger } from '../platform/logger.js';
import { agentOption, corpOption, customerOption, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { previewText } from './preview-text.js';
import { run } from './run.js';

const USAGE = `usage: config check
       config addresses
       config schema
       config preview --corp <corp id> --contact <external user id> [--agent <agent id>] [--as own|team|corp] [--lang zh|en]
Reads the YAML, and asks each CRM that it describes whether it is as its mapping says: status 1, with a line for each flaw, if
not (check). Prints what the CRM's part of a card would be, for whoever follows the contact, leads or supervises (preview). Prints
a line of JSON for each app, with the addresses that the admin console asks for (addresses), or the JSON schema of the YAML, for
editors (schema).`;

await run(async () => {
  const shape = {
    corp: corpOption.optional(),
    contact: customerOption.optional(),
    agent: agentOption.optional(),
    as: z.enum(accesses, `not one of ${accesses.join(', ')}`).default('own'),
    lang: z.enum(['zh', 'en'], 'neither zh nor en').default('zh'),
  };
  const { action, corp, contact, agent, as, lang } = readArguments(USAGE, shape, [
    'check',
    'preview',
    'addresses',
    'schema',
  ]);
  if (action === 'schema') return printSchema();
  if (action === 'check') return check(loadConfig(process.env));
  if (action === 'addresses') return addresses(loadConfig(process.env));
  if (!action || !corp || !contact) throw new SetupError([USAGE]);
  const config = { ...loadConfig(process.env), backgroundWork: [] };
  const crm = await preview(config, declaredApps(config, corp, agent), contact, as);
  if (!crm)
    throw new SetupError([`Sidecard has not been told of ${contact} yet: open the chat, or run sync`]);
  process.stdout.write(`${previewText(crm, lang).join('\n')}\n`);
});

/** A line for each app. */
function addresses({ corps }: AppConfig): void {
  for (const { corpId, publicOrigin, apps } of corps)
    for (const { agentId, callback } of apps) {
      const app = { corpId, agentId };
      const asked = consoleAddresses(publicOrigin, app);
      const told = { ...app, publicOrigin, page: asked.page, callback: callback && asked.callback };
      process.stdout.write(`${JSON.stringify(told)}\n`);
    }
}

function printSchema(): void {
  const schema = z.toJSONSchema(corpsFileSchema, { io: 'input' });
  process.stdout.write(`${JSON.stringify(schema, null, 2)}\n`);
}

/** As the first of these apps has been shown the contact. */
async function preview(
  config: AppConfig,
  apps: AppScope[],
  externalUserId: string,
  access: Access,
): Promise<CardCrm | null> {
  const module = AppModule.forRoot(config, systemClock, createLogger('error'));
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const previews = context.get(CrmPreview, { strict: false });
    for (const app of apps) {
      const crm = await previews.of(app, externalUserId, access);
      if (crm) return crm;
    }
    return null;
  } finally {
    await context.close();
  }
}

async function check({ corps }: AppConfig): Promise<void> {
  const outcomes = await Promise.all(
    corps.map(async ({ corpId, crm }) => {
      if (!crm) return { flaws: [], line: `${corpId}: Sidecard's own tables are the CRM` };
      const { customer, fields, lists } = crm.mapping;
      const checked = [`customers in ${customer.table}`, `${fields.length} fields`, `${lists.length} lists`];
      return {
        flaws: await flawsOf(crm),
        line: `${corpId}: the CRM is as its mapping says: ${checked.join(', ')}`,
      };
    }),
  );
  const flaws = outcomes.flatMap((outcome) => outcome.flaws);
  if (flaws.length > 0) throw new SetupError(flaws);
  for (const { line } of outcomes) process.stdout.write(`${line}\n`);
}

async function flawsOf(crm: NonNullable<AppConfig['corps'][number]['crm']>): Promise<string[]> {
  try {
    return await checkCrm(crm);
  } catch (error) {
    if (!(error instanceof CrmSilent)) throw error;
    return [crm.flaw(['database', 'url'], error.message)];
  }
}
