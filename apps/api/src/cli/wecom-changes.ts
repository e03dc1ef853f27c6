import 'reflect-metadata';
import * as z from 'zod';
import { loadConfig } from '../config/load-config.js';
import { wecomChangeQueue } from '../crm/index.js';
import { agentOption, corpOption, countOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { queueActions, showQueue } from './show-queue.js';

const USAGE = `usage: wecom-changes [list | dead | replay] --corp <corp id> [--agent <agent id>] [--change <change id>] [--count <at most, default 100>] [--json]
What members have changed and WeCom is to take: how much of it there is (list), what was refused and why (dead), and trying that again (replay).`;

await run(async () => {
  const shape = {
    corp: corpOption,
    agent: agentOption.optional(),
    change: z.uuid('no change id').optional(),
    count: countOption.default(100),
    json: flag,
  };
  const asked = readArguments(USAGE, shape, queueActions);
  const { action = 'list', corp: corpId, agent: agentId, change: id, count, json } = asked;
  const config = loadConfig(process.env);
  declaredApps(config, corpId, agentId);
  await showQueue(config, wecomChangeQueue, { action, corpId, agentId, id, count, json });
});
