import 'reflect-metadata';
import * as z from 'zod';
import type { AppConfig } from '../config/app-config.js';
import { loadConfig } from '../config/load-config.js';
import {
  configurationFindings,
  examineConfig,
  isWrong,
  languages,
  reportOf,
  reportText,
} from '../doctor/index.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { createLogger } from '../platform/logger.js';
import { agentOption, corpOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';

const USAGE = `usage: doctor [--corp <corp id> [--agent <agent id>]] [--lang zh|en] [--json]
Looks at everything that may be set up wrongly, here, at the domain and in WeCom, and says what to do. It changes nothing.
Status 1 when something is wrong.`;

await run(async () => {
  const shape = {
    corp: corpOption.optional(),
    agent: agentOption.optional(),
    lang: z.enum(languages, 'neither zh nor en').default('zh'),
    json: flag,
  };
  const { corp: corpId, agent, lang, json } = readArguments(USAGE, shape);
  if (agent !== undefined && corpId === undefined) throw new SetupError([USAGE]);

  const [config, flaws] = readConfig();
  if (config && corpId) declaredApps(config, corpId, agent);
  const examined = corpId ? { corpId, agentId: agent ?? null } : null;
  const findings = config
    ? // What is said goes to whoever asks, and nothing else does.
      await examineConfig(config, examined, systemClock, createLogger('silent'))
    : await configurationFindings(flaws);
  const text = json
    ? [JSON.stringify(reportOf(findings, Date.now()))]
    : reportText(findings, config?.corps ?? [], lang, process.stdout.isTTY);
  process.stdout.write(`${text.join('\n')}\n`);
  process.exitCode = findings.some(isWrong) ? 1 : 0;
});

function readConfig(): [AppConfig, null] | [null, unknown] {
  try {
    return [loadConfig(process.env), null];
  } catch (error) {
    return [null, error];
  }
}
