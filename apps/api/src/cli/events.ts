import 'reflect-metadata';
import * as z from 'zod';
import { callbackQueue } from '../callbacks/index.js';
import { loadConfig } from '../config/load-config.js';
import { agentOption, corpOption, countOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { queueActions, showQueue } from './show-queue.js';

const USAGE = `usage: events [list | dead | replay] --corp <corp id> [--agent <agent id>] [--event <event id>] [--count <at most, default 100>] [--json]
What the platform has called back: how much of it is done (list), what was given up and why (dead), and trying that again (replay).`;

await run(async () => {
  const shape = {
    corp: corpOption,
    agent: agentOption.optional(),
    event: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'no event id')
      .optional(),
    count: countOption.default(100),
    json: flag,
  };
  const asked = readArguments(USAGE, shape, queueActions);
  const { action = 'list', corp: corpId, agent: agentId, event: id, count, json } = asked;
  const config = loadConfig(process.env);
  declaredApps(config, corpId, agentId);
  await showQueue(config, callbackQueue, { action, corpId, agentId, id, count, json });
});
