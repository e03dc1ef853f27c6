import 'reflect-metadata';
import * as z from 'zod';
import { loadConfig } from '../config/load-config.js';
import { webhookQueue } from '../webhooks/index.js';
import { agentOption, corpOption, countOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';
import { queueActions, showQueue } from './show-queue.js';

const USAGE = `usage: webhooks [list | dead | replay] --corp <corp id> [--agent <agent id>] [--message <message id>] [--count <at most, default 100>] [--json]
What the company is told: how much of it is sent (list), what was given up and why (dead), and sending that again (replay).`;

await run(async () => {
  const shape = {
    corp: corpOption,
    agent: agentOption.optional(),
    message: z
      .string()
      .regex(/^[\w-]{1,64}$/, 'no message id')
      .optional(),
    count: countOption.default(100),
    json: flag,
  };
  const asked = readArguments(USAGE, shape, queueActions);
  const { action = 'list', corp: corpId, agent: agentId, message: id, count, json } = asked;
  const config = loadConfig(process.env);
  declaredApps(config, corpId, agentId);
  await showQueue(config, webhookQueue, { action, corpId, agentId, id, count, json });
});
