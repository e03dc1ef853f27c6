import 'reflect-metadata';
import { SessionRevocation, SessionRevocations } from '../auth/index.js';
import { loadConfig } from '../config/load-config.js';
import { Transactions } from '../database/transactions.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { agentOption, corpOption, memberOption, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { withDatabase } from './with-database.js';

const USAGE = `usage: sessions revoke --corp <corp id> [--agent <agent id>] [--member <user id>]
Ends sessions at once: of one member or of everybody, in one app or in all apps of the corp.`;

await run(async () => {
  const shape = { corp: corpOption, agent: agentOption.optional(), member: memberOption.optional() };
  const { action, corp, agent, member } = readArguments(USAGE, shape, ['revoke']);
  if (!action) throw new SetupError([USAGE]);

  const config = loadConfig(process.env);
  const apps = declaredApps(config, corp, agent);
  await withDatabase(config, [SessionRevocation], async (dataSource) => {
    const revocations = new SessionRevocations(
      dataSource.getRepository(SessionRevocation),
      new Transactions(dataSource),
      systemClock,
    );
    for (const app of apps) await revocations.revoke(app, member);
  });
  process.stdout.write(
    `sessions of ${member ?? 'everybody'} ended in ${apps.map(({ agentId }) => `${corp}/${agentId}`).join(', ')}\n`,
  );
});
