import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { AuditEntry } from '../audit/audit-entry.entity.js';
import { readAuditLog } from '../audit/read-audit-log.js';
import { loadConfig } from '../config/load-config.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: audit-log --corp <corp id> [--customer <external user id>] [--member <user id>]
                 [--days <how far back, default 30>] [--count <at most, default 200>] [--json]
Who saw or did what, newest first. Name a customer, a member, or both.`;

const DAY_MS = 24 * 60 * 60 * 1000;

await run(async () => {
  const { corp, customer, member, days, count, json } = readArguments();
  const entries = await withDatabase(loadConfig(process.env), [AuditEntry], (dataSource) =>
    readAuditLog(dataSource, {
      corpId: corp,
      ...(customer ? { externalUserId: customer } : {}),
      ...(member ? { userId: member.toLowerCase() } : {}),
      since: Date.now() - days * DAY_MS,
      count,
    }),
  );
  for (const entry of entries) process.stdout.write(`${json ? JSON.stringify(entry) : lineOf(entry)}\n`);
});

function readArguments() {
  const { values } = parseArgs({
    options: {
      corp: { type: 'string' },
      customer: { type: 'string' },
      member: { type: 'string' },
      days: { type: 'string', default: '30' },
      count: { type: 'string', default: '200' },
      json: { type: 'boolean', default: false },
    },
  });
  const { corp, customer, member, json } = values;
  const [days, count] = [Number(values.days), Number(values.count)];
  if (!corp || (!customer && !member) || !(days > 0) || !(count > 0)) throw new SetupError([USAGE]);
  return { corp, customer, member, days, count, json };
}

/** `2026-11-24T08:00:00.000Z  1000002  zhangwei  phones_revealed  wmLinXiaoyu  own  <request id>` */
function lineOf({ at, agentId, userId, action, externalUserId, access, subjectId, requestId }: AuditEntry) {
  const fields = [new Date(at).toISOString(), agentId, userId, action, externalUserId, access, requestId];
  return [...fields, ...(subjectId ? [subjectId] : [])].join('  ');
}
