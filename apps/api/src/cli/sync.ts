import 'reflect-metadata';
import { setTimeout as wait } from 'node:timers/promises';
import { NestFactory } from '@nestjs/core';
import cliProgress from 'cli-progress';
import { AppModule } from '../app.module.js';
import { loadConfig } from '../config/load-config.js';
import { systemClock } from '../platform/clock.js';
import { SetupError } from '../platform/errors/setup-error.js';
import { createLogger } from '../platform/logger.js';
import { shareDone, SyncService, type SyncProgress } from '../sync/index.js';
import type { WecomApp } from '../wecom/index.js';
import { agentOption, corpOption, flag, readArguments } from './arguments.js';
import { declaredApps } from './declared-apps.js';
import { run } from './run.js';

const USAGE = `usage: sync --corp <corp id> [--agent <agent id>] [--json]
Asks WeCom for everything now: of one app, or of all apps of the corp. One that is under way goes on from where it is.`;

/** How often to look at a sync that another process is at. Milliseconds. */
const LOOK_MS = 1_000;

await run(async () => {
  const shape = { corp: corpOption, agent: agentOption.optional(), json: flag };
  const { corp, agent, json } = readArguments(USAGE, shape);
  const config = { ...loadConfig(process.env), backgroundWork: [] };
  const apps = declaredApps(config, corp, agent);

  const module = AppModule.forRoot(config, systemClock, createLogger('error'));
  const context = await NestFactory.createApplicationContext(module, { logger: false, abortOnError: false });
  try {
    const sync = context.get(SyncService, { strict: false });
    for (const app of apps) await follow(sync, app, json ? jsonTeller() : barTeller());
  } finally {
    await context.close();
  }
});

interface Teller {
  tell: (app: WecomApp, progress: SyncProgress) => void;
  end: () => void;
}

/** Runs it here, or watches whoever is at it already. */
async function follow(sync: SyncService, app: WecomApp, { tell, end }: Teller): Promise<void> {
  const begunAt = Date.now();
  await sync.request(app);
  try {
    for (;;) {
      await sync.run(app, { onStep: (progress) => tell(app, progress) });
      const found = await sync.stateOf(app);
      if (!found) throw new Error('BUG_NO_SYNC: it has just been asked for');
      const { state, progress } = found;
      tell(app, progress);
      if (progress.phase === 'idle' && (state.finishedAt ?? 0) >= begunAt) return;
      if (state.lastError)
        throw new SetupError([`the sync of ${app.corpId}/${app.agentId} stopped: ${state.lastError}`]);
      await wait(LOOK_MS);
    }
  } finally {
    end();
  }
}

function barTeller(): Teller {
  const bar = new cliProgress.SingleBar({
    format:
      '{app} [{bar}] {percentage}% · {phase} · {customers} customers, {chats} group chats, {rate} customers/s',
    barsize: 24,
    forceRedraw: true,
    noTTYOutput: true,
    formatBar: (share, options) => cliProgress.Format.BarFormat(share, options),
  });
  const startedAt = Date.now();
  bar.start(100, 0, { app: '', phase: '', customers: 0, chats: 0, rate: 0 });
  return {
    tell: ({ corpId, agentId }, progress) => {
      const { customers, chats } = progress.counts;
      bar.update(Math.round(shareDone(progress) * 100), {
        app: `${corpId}/${agentId}`,
        phase: progress.phase,
        customers,
        chats,
        rate: Math.round(customers / Math.max(1, (Date.now() - startedAt) / 1000)),
      });
    },
    end: () => bar.stop(),
  };
}

/** For programs: one object a line. */
function jsonTeller(): Teller {
  return {
    tell: (app, progress) => {
      const { phase, counts } = progress;
      const heapBytes = process.memoryUsage().heapUsed;
      process.stdout.write(
        `${JSON.stringify({ ...app, phase, ...counts, share: shareDone(progress), heapBytes })}\n`,
      );
    },
    end: () => {},
  };
}
