import 'reflect-metadata';
import { parseArgs } from 'node:util';
import { SessionRevocation, SessionRevocations } from '../auth/index.js';
import { loadConfig } from '../config/load-config.js';
import { Transactions } from '../database/transactions.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: sessions revoke --corp <corp id> [--agent <agent id>] [--member <user id>]
Ends sessions at once: of one member or of everybody, in one app or in all apps of the corp.`;

await run(async () => {
  const { values, positionals } = parseArgs({
    options: { corp: { type: 'string' }, agent: { type: 'string' }, member: { type: 'string' } },
    allowPositionals: true,
  });
  const { corp: corpId, agent, member } = values;
  if (positionals.join() !== 'revoke' || !corpId) throw new SetupError([USAGE]);

  const config = loadConfig(process.env);
  const declared = config.corps.find((corp) => corp.corpId === corpId)?.apps ?? [];
  const apps = declared.filter(({ agentId }) => agent === undefined || agentId === Number(agent));
  if (apps.length === 0) throw new SetupError([`no such app of ${corpId} is declared`]);

  await withDatabase(config, [SessionRevocation], async (dataSource) => {
    const revocations = new SessionRevocations(
      dataSource.getRepository(SessionRevocation),
      new Transactions(dataSource),
      systemClock,
    );
    for (const { agentId } of apps) await revocations.revoke({ corpId, agentId }, member?.toLowerCase());
  });
  const whose = member ? `of ${member.toLowerCase()}` : 'of everybody';
  process.stdout.write(
    `sessions ${whose} ended in ${apps.map(({ agentId }) => `${corpId}/${agentId}`).join(', ')}\n`,
  );
});
