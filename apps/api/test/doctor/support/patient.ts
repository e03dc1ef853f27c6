import { randomUUID } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getApp, getCorp, getMember, type App, type Corp } from '@sidecard/simulator';
import { createClient } from 'redis';
import type { AgentConfig, AppConfig, CorpConfig } from '../../../src/config/app-config.js';
import { examineConfig } from '../../../src/doctor/examine-config.js';
import type { Finding } from '../../../src/doctor/finding.js';
import type { Clock } from '../../../src/platform/clock.js';
import { createLogger } from '../../../src/platform/logger.js';
import { PrivateRedis } from '../../fleet/unreliable-redis.js';
import { startSystem, type System } from '../../support/system.js';
import { sprucesSales } from '../../support/web-view.js';
import { DOMAIN_FILE, startFront, type Front } from './front.js';

/** Everything there is to set up, rightly: for a test to spoil. */
export interface Patient {
  system: System;
  front: Front;
  redis: ReturnType<typeof createClient>;
  /** In the simulated admin console. */
  corp: Corp;
  app: App;
  /** What the doctor reads; anew for each examination. */
  config: AppConfig;
  clock: Clock;
  declared: { corp: CorpConfig; app: AgentConfig };
}

export interface Ward {
  patient: Patient;
  /** Looks at one corp with one app. @param plant spoils something, and says how to mend it */
  examine(plant?: Plant): Promise<Finding[]>;
  close(): Promise<void>;
}

export type Plant = (patient: Patient) => void | Mend | Promise<void | Mend>;
type Mend = () => unknown;

/** The production shape in one process: a web server in front, the API, MySQL, and a Redis that keeps what it knows. */
export async function openWard(): Promise<Ward> {
  const folder = mkdtempSync(join(tmpdir(), 'sidecard-doctor-'));
  mkdirSync(join(folder, 'page'));
  mkdirSync(join(folder, 'redis'));
  writeFileSync(join(folder, 'page/index.html'), '<!doctype html><title>Sidecard</title>');
  const kept = await PrivateRedis.start(['--appendonly', 'yes', '--dir', join(folder, 'redis')]);
  const redis = createClient({ url: kept.url });
  await redis.connect();
  const system = await startSystem({
    redisUrl: kept.url,
    configure: (config) => {
      config.sidebarFiles = join(folder, 'page');
      for (const corp of config.corps) corp.domainFile = DOMAIN_FILE;
    },
  });
  const front = await startFront(system.apiUrl);
  system.simulator.showSidebarFrom(front.url);

  const { simulator } = system;
  const corp = getCorp(simulator.world, sprucesSales.corpId);
  const app = getApp(corp, sprucesSales.agentId);
  const patient = { system, front, redis, corp, app, clock: system.clock, ...declaredIn(system.config) };
  return {
    patient,
    examine: async (plant) => {
      Object.assign(patient, { clock: system.clock, ...declaredIn(system.config) });
      const healthy = structuredClone({ ...app, callback: null });
      const contacts = corp.members.map(({ userId, customerContact }) => ({ userId, customerContact }));
      const mend = await plant?.(patient);
      try {
        return await examineConfig(patient.config, null, patient.clock, createLogger('silent'));
      } finally {
        await mend?.();
        Object.assign(app, { ...healthy, callback: app.callback });
        for (const { userId, customerContact } of contacts)
          getMember(corp, userId).customerContact = customerContact;
        front.habits.length = 0;
        simulator.faults.clear();
      }
    },
    close: async () => {
      await redis.disconnect();
      await front.close();
      await system.close();
      await kept.kill();
      rmSync(folder, { recursive: true });
    },
  };
}

/** One corp with one app; nothing is remembered of an earlier examination. */
function declaredIn(whole: AppConfig): Pick<Patient, 'config' | 'declared'> {
  const config = structuredClone(whole);
  config.cache.namespace = `doctor-${randomUUID()}`;
  config.corps = config.corps.filter(({ corpId }) => corpId === sprucesSales.corpId);
  const [corp] = config.corps;
  const app = corp?.apps.find(({ agentId }) => agentId === sprucesSales.agentId);
  if (!corp || !app) throw new Error('the simulated world has no such app');
  corp.apps = [app];
  return { config, declared: { corp, app } };
}
