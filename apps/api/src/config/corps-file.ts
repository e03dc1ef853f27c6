import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CORP_ID } from '@sidecard/contracts';
import * as z from 'zod';
import type { CallbackSecrets, CorpConfig, WebhookConfig } from './app-config.js';
import type { CrmDeclaration } from './crm-mapping.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { readCrmMapping } from './read-crm-mapping.js';
import { describeReference, lookUp, secretReference, type SecretReference } from './secret-reference.js';
import { defaultStages, stagesSchema } from './stages.js';
import { YamlSource } from './yaml-source.js';

const appSchema = z.strictObject({
  agentId: z.int().positive().describe('AgentId, as the admin console shows it with the app'),
  name: z.string().min(1),
  secret: secretReference.describe('Where the app’s Secret is'),
  callback: z
    .strictObject({ token: secretReference, encodingAesKey: secretReference })
    .optional()
    .describe('What the app’s 设置API接收 was given; left out, the app is not called back'),
});

/** What the admin console takes (6.1). */
const callbackShapes = {
  token: { pattern: /^[A-Za-z0-9]{1,32}$/, said: 'at most 32 letters and digits' },
  encodingAesKey: { pattern: /^[A-Za-z0-9]{43}$/, said: '43 letters and digits' },
};

/** As Standard Webhooks has it: https://www.standardwebhooks.com */
const WEBHOOK_SECRET = /^whsec_[A-Za-z0-9+/]{32,88}={0,2}$/;
const WEBHOOK_SECRET_SHAPE = 'whsec_ and then 24 to 64 random bytes in base64';

const DAY_S = 24 * 60 * 60;
const windowSchema = z
  .strictObject({
    timestampSeconds: z.int().min(1).max(DAY_S).default(600),
    nonceSeconds: z.int().min(0).max(DAY_S).optional(),
  })
  .transform(({ timestampSeconds, nonceSeconds = timestampSeconds }) => ({
    timestampMs: timestampSeconds * 1000,
    nonceMs: nonceSeconds * 1000,
  }));

const identitySchema = z.union(
  [
    z.literal('every-webview'),
    z
      .strictObject({ after: z.int().min(1).max(1440) })
      .transform(({ after }) => ({ afterMs: after * 60_000 })),
  ],
  { error: 'write every-webview, or { after: MINUTES } from 1 to 1440' },
);

/** As user ids are compared and stored: in lower case. */
export const userIdSchema = z
  .string()
  .regex(/^[\w.@-]{1,64}$/, 'not a user id')
  .toLowerCase();

const rolesSchema = z.strictObject({
  corp: z.array(userIdSchema).default([]),
  team: z
    .union([z.literal('all'), z.array(z.int().positive())], {
      error: 'write all, or a list of department ids',
    })
    .default([]),
  scripts: z.array(userIdSchema).default([]),
});

const nightlySchema = z.strictObject({
  at: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'write a time like 03:00, in quotes')
    .default('03:00'),
  timeZone: z
    .string()
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone), 'no time zone of that name')
    .default('Asia/Shanghai'),
});

const days = z.int().min(1).max(36_500);
const retentionSchema = z.strictObject({
  events: days.default(30),
  webhooks: days.default(30),
  wecomChanges: days.default(30),
  timeline: days.nullable().default(null),
  // 网络安全法 21: logs are kept for six months at least.
  audit: days.min(180, 'less than 180 days').nullable().default(null),
});

const originSchema = z.union([z.string(), secretReference]).optional();

const corpSchema = z.strictObject({
  corpId: z
    .string()
    .regex(new RegExp(`^${CORP_ID}$`), 'a corp id has letters, digits, - and _ only')
    .describe('企业ID'),
  name: z.string().min(1),
  publicOrigin: originSchema.describe('Of this corp, where it differs from the one at the top'),
  proveIdentity: identitySchema
    .default('every-webview')
    .describe('How often a member proves who they are; after: MINUTES'),
  roles: rolesSchema
    .default({ corp: [], team: [], scripts: [] })
    .describe('Supervisors (corp), leaders (team) and who writes the company’s scripts'),
  nightly: nightlySchema
    .default({ at: '03:00', timeZone: 'Asia/Shanghai' })
    .describe('When everything is asked for once more, and which day it is'),
  callbackWindow: windowSchema.prefault({}).describe('How old a callback may be'),
  crm: z
    .strictObject({ file: z.string().min(1) })
    .optional()
    .describe('The mapping of a CRM the company has; left out, Sidecard’s own tables are it'),
  domainFile: z
    .string()
    .regex(
      /^WW_verify_[A-Za-z0-9]{1,64}\.txt$/,
      'write the name of the file, like WW_verify_AbCdEfGh12345678.txt',
    )
    .optional()
    .describe('The ownership file as the admin console gives it out; its content is in its name'),
  webhook: z
    .strictObject({ url: z.string(), secret: secretReference })
    .optional()
    .describe('Who is told of what members do'),
  stages: stagesSchema.default(defaultStages).describe('How far a customer can have come, in order'),
  quietAfterDays: z
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('Days without a follow-up after which a customer counts as left alone'),
  retention: retentionSchema.prefault({}).describe('How long things are kept, in days; null is for ever'),
  apps: z.array(appSchema).min(1),
});

/** What may stand in the file: docs/sidecard.schema.json is made of it, descriptions and all. */
export const corpsFileSchema = z.strictObject({
  publicOrigin: originSchema.describe(
    'What members’ web views see the sidebar at, like https://crm.example.com',
  ),
  corps: z.array(corpSchema).min(1),
});

/**
 * Reads the YAML file in which ops declare corps and apps, with every `{ env }` and `{ file }` filled in.
 * @throws SetupError with a line for each flaw: `sidecard.yaml:7 corps[0].apps[1].agentId: …`
 */
export function readCorpsFile(path: string, env: NodeJS.ProcessEnv): CorpConfig[] {
  const source = new YamlSource(path, readText(path));
  const parsed = corpsFileSchema.safeParse(source.content);
  if (!parsed.success) {
    throw new SetupError(parsed.error.issues.map((issue) => source.flaw(issue.path, issue.message)));
  }

  const flaws: string[] = [];
  const resolved = (value: string | SecretReference, at: readonly PropertyKey[]): string => {
    const found = typeof value === 'string' ? value : lookUp(value, path, env);
    if (!found) flaws.push(source.flaw(at, `${describeReference(value)} is empty or not there`));
    return found ?? '';
  };
  const origin = (value: string | SecretReference | undefined, at: readonly PropertyKey[]): string => {
    if (value === undefined) {
      flaws.push(source.flaw(at, 'publicOrigin is missing, here and at the top of the file'));
      return '';
    }
    const text = resolved(value, at);
    const flaw = text && originFlaw(text);
    if (flaw) flaws.push(source.flaw(at, flaw));
    return text;
  };

  const callback = (
    value: z.infer<typeof appSchema>['callback'],
    at: readonly PropertyKey[],
  ): CallbackSecrets | null => {
    if (!value) return null;
    const secret = (name: keyof CallbackSecrets): string => {
      const text = resolved(value[name], [...at, name]);
      const { pattern, said } = callbackShapes[name];
      if (text && !pattern.test(text))
        flaws.push(source.flaw([...at, name], `${describeReference(value[name])} must be ${said}`));
      return text;
    };
    return { token: secret('token'), encodingAesKey: secret('encodingAesKey') };
  };

  const crm = (value: z.infer<typeof corpSchema>['crm']): CrmDeclaration | null => {
    if (!value) return null;
    try {
      return readCrmMapping(join(dirname(path), value.file), env);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      flaws.push(...error.flaws);
      return null;
    }
  };

  const webhook = (
    value: z.infer<typeof corpSchema>['webhook'],
    at: readonly PropertyKey[],
  ): WebhookConfig | null => {
    if (!value) return null;
    const secret = resolved(value.secret, [...at, 'secret']);
    if (secret && !WEBHOOK_SECRET.test(secret))
      flaws.push(
        source.flaw([...at, 'secret'], `${describeReference(value.secret)} must be ${WEBHOOK_SECRET_SHAPE}`),
      );
    const flaw = urlFlaw(value.url);
    if (flaw) flaws.push(source.flaw([...at, 'url'], flaw));
    return { url: value.url, secret };
  };

  const { publicOrigin, corps } = parsed.data;
  const result = corps.map((corp, corpIndex): CorpConfig => {
    const at = ['corps', corpIndex];
    if (corps.findIndex(({ corpId }) => corpId === corp.corpId) !== corpIndex) {
      flaws.push(source.flaw([...at, 'corpId'], `${corp.corpId} is declared twice`));
    }
    return {
      corpId: corp.corpId,
      name: corp.name,
      publicOrigin: corp.publicOrigin
        ? origin(corp.publicOrigin, [...at, 'publicOrigin'])
        : origin(publicOrigin, publicOrigin ? ['publicOrigin'] : at),
      proveIdentity: corp.proveIdentity,
      roles: corp.roles,
      nightly: corp.nightly,
      callbackWindow: corp.callbackWindow,
      crm: crm(corp.crm),
      domainFile: corp.domainFile ?? null,
      webhook: webhook(corp.webhook, [...at, 'webhook']),
      stages: corp.stages,
      quietAfterDays: corp.quietAfterDays,
      retention: corp.retention,
      apps: corp.apps.map((app, appIndex) => {
        if (corp.apps.findIndex(({ agentId }) => agentId === app.agentId) !== appIndex) {
          flaws.push(source.flaw([...at, 'apps', appIndex, 'agentId'], `${app.agentId} is declared twice`));
        }
        const inApp = [...at, 'apps', appIndex];
        return {
          ...app,
          secret: resolved(app.secret, [...inApp, 'secret']),
          callback: callback(app.callback, [...inApp, 'callback']),
        };
      }),
    };
  });
  if (flaws.length > 0) throw new SetupError([...new Set(flaws)]);
  return result;
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new SetupError([
      `${path}: there is no such file. Start from docs/sidecard.example.yaml, or say with SIDECARD_CONFIG where yours is`,
    ]);
  }
}

/** Session cookies are `Secure`: browsers keep them on https, and on http only from the machine itself. */
function originFlaw(text: string): string | null {
  if (!URL.canParse(text)) return 'not a url; write an origin like https://crm.example.com';
  const url = new URL(text);
  if (url.origin !== text)
    return `write the origin alone, ${url.origin}, without a path or a slash at the end`;
  return isSafe(url) ? null : 'must be https';
}

/** What is sent there is about customers. */
function urlFlaw(text: string): string | null {
  if (!URL.canParse(text)) return 'not a url; write one like https://crm.example.com/sidecard';
  const url = new URL(text);
  if (url.username || url.password) return 'a secret does not belong in this file';
  return isSafe(url) ? null : 'must be https';
}

function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost'].includes(hostname));
}
