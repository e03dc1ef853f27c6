import 'reflect-metadata';
import * as z from 'zod';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { readAuditLog } from '../audit/read-audit-log.js';
import { loadConfig } from '../config/load-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { corpOption, countOption, customerOption, flag, memberOption, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: audit-log --corp <corp id> [--customer <external user id>] [--member <user id>]
                 [--days <how far back, default 30>] [--count <at most, default 200>] [--json]
Who saw or did what, newest first. Name a customer, a member, or both.`;

const DAY_MS = 24 * 60 * 60 * 1000;

await run(async () => {
  const shape = {
    corp: corpOption,
    customer: customerOption.optional(),
    member: memberOption.optional(),
    days: z.coerce.number('no number').positive('not more than 0').default(30),
    count: countOption.default(200),
    json: flag,
  };
  const { corp, customer, member, days, count, json } = readArguments(USAGE, shape);
  if (!customer && !member) throw new SetupError([USAGE]);

  const config = loadConfig(process.env);
  declaredApps(config, corp, undefined);
  const entries = await withDatabase(config, [AuditEntry], (dataSource) =>
    readAuditLog(dataSource, {
      corpId: corp,
      ...(customer ? { externalUserId: customer } : {}),
      ...(member ? { userId: member } : {}),
      since: Date.now() - days * DAY_MS,
      count,
    }),
  );
  for (const entry of entries) process.stdout.write(`${json ? JSON.stringify(entry) : lineOf(entry)}\n`);
});

/** `2026-11-24T08:00:00.000Z  1000002  zhangwei  phones_revealed  wmLinXiaoyu  own  <request id>` */
function lineOf({ at, agentId, userId, action, externalUserId, access, subjectId, requestId }: AuditEntry) {
  const about = externalUserId || '-';
  const fields = [new Date(at).toISOString(), agentId, userId, action, about, access, requestId];
  return [...fields, ...(subjectId ? [subjectId] : [])].join('  ');
}
