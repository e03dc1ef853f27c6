import { randomBytes } from 'node:crypto';
import { createSimulator, type Simulator } from '@sidecard/simulator';
import { createClient } from 'redis';
import { testConfig, testCorp } from '../support/config.js';
import { defaultTimings, type WecomTimings } from '../../src/config/wecom-timings.js';
import { Fleet } from './fleet.js';
import type { Ending } from './messages.js';

/** A machine that is busy with other things must not pass for a Redis that is down. */
const patient: WecomTimings = { ...defaultTimings, backoffMs: 10, pollMs: 10, storeMs: 5_000 };
/** For the rows in which Redis is the trouble. */
export const impatient = { storeMs: defaultTimings.storeMs };

export const PROCESSES = 8;
export const CALLS = 50;

export const sales = { corpId: 'wwspruce0a1b2c3d4e', agentId: 1000002 };
export const service = { corpId: 'wwspruce0a1b2c3d4e', agentId: 1000003 };
export const begonia = { corpId: 'wwbegonia5f6a7b8c9d', agentId: 1000002 };

/** What is other than usual in a deployment. */
interface Changes {
  redisUrl?: string;
  /** In the place of every app's, or of one's. */
  secret?: string;
  secretOf?: typeof sales;
  timings?: Partial<WecomTimings>;
}

/** Where the rows of the table are played: real processes, a real Redis, the simulated platform. */
export class Ground {
  /** Of the row that is being played. */
  namespace = '';
  private fetched = 0;

  private constructor(
    readonly fleet: Fleet,
    readonly simulator: Simulator,
    readonly redisUrl: string,
    private readonly platformClock: { at: number | null },
  ) {}

  static async prepare(redisUrl: string): Promise<Ground> {
    const platformClock = { at: null, now: (): number => platformClock.at ?? Date.now() };
    const simulator = await createSimulator({ clock: platformClock });
    return new Ground(await Fleet.launch(PROCESSES), simulator, redisUrl, platformClock);
  }

  /** A deployment that has never run before. */
  async deploy(changes: Changes = {}): Promise<void> {
    this.namespace = `sidecard_fleet_${randomBytes(6).toString('hex')}`;
    this.simulator.faults.clear();
    await this.setTime(null);
    for (const app of [sales, service, begonia]) this.killToken(app);
    await this.reconfigure(changes);
    this.fetched = this.gettokens();
  }

  /** The same deployment, started again with other settings. */
  async reconfigure({
    redisUrl = this.redisUrl,
    secret,
    secretOf,
    timings = {},
  }: Changes = {}): Promise<void> {
    const { simulator } = this;
    const config = testConfig(simulator.url, {
      database: { kind: 'sqlite', file: '' },
      cache: { kind: 'redis', namespace: this.namespace, url: redisUrl },
      timings: { ...patient, ...timings },
      corps: simulator.world.corps.map(({ corpId, name, apps }) =>
        testCorp({
          corpId,
          name,
          publicOrigin: simulator.webViewOrigin,
          apps: apps.map((app) => ({
            agentId: app.agentId,
            name: app.name,
            secret: secret && (!secretOf || secretOf.agentId === app.agentId) ? secret : app.secret,
            callback: null,
          })),
        }),
      ),
    });
    await this.fleet.open(config);
  }

  /** Stops time for everybody, or lets it go with the machine's. Milliseconds since 1970. */
  async setTime(at: number | null): Promise<void> {
    this.platformClock.at = at;
    await this.setOurTime(at);
  }

  /** Only the clocks of our processes; the platform's goes on. */
  async setOurTime(at: number | null): Promise<void> {
    await this.fleet.tellAll({ kind: 'clock', at });
  }

  /** Every process has made a call. */
  async warmUp(): Promise<void> {
    await this.burst(1);
    this.fetched = this.gettokens();
  }

  burst(calls = CALLS, app = sales): Promise<Ending[]> {
    return this.fleet.callAll(app, 'ZhangWei', calls);
  }

  killToken({ corpId, agentId }: typeof sales, errcode: 40014 | 42001 = 42001): void {
    this.simulator.faults.killToken(corpId, agentId, errcode);
  }

  /** How many times the platform has been asked for a token since the last time somebody asked this. */
  newGettokens(): number {
    const before = this.fetched;
    this.fetched = this.gettokens();
    return this.fetched - before;
  }

  /** Begins to count anew, also what was refused. */
  forgetCalls(): void {
    this.simulator.calls.clear();
    this.fetched = 0;
  }

  /** How many calls the platform has refused. */
  refusals(): number {
    return this.simulator.calls.calls.filter(({ errcode }) => errcode !== 0).length;
  }

  private gettokens(): number {
    return this.simulator.calls.count('/gettoken');
  }

  /** What the deployments have left in Redis, and for how long. Milliseconds; negative for ever. */
  async keys(): Promise<{ key: string; ttlMs: number }[]> {
    return this.withRedis(async (redis) => {
      const keys = await redis.keys('sidecard_fleet_*');
      return Promise.all(keys.map(async (key) => ({ key, ttlMs: await redis.pTTL(key) })));
    });
  }

  async close(): Promise<void> {
    await this.fleet.close();
    await this.simulator.close();
    await this.withRedis(async (redis) => {
      const keys = await redis.keys('sidecard_fleet_*');
      if (keys.length > 0) await redis.del(keys);
    });
  }

  private async withRedis<Result>(
    work: (redis: ReturnType<typeof createClient>) => Promise<Result>,
  ): Promise<Result> {
    const redis = createClient({ url: this.redisUrl });
    await redis.connect();
    try {
      return await work(redis);
    } finally {
      await redis.quit();
    }
  }
}

export const answered = (endings: Ending[]): number => endings.filter((ending) => ending.answered).length;

/** Those that have ended in an error of ours that still names the platform's errcode. */
export const refusedWith = (endings: Ending[], errcode: number): number =>
  endings.filter((ending) => !ending.answered && ending.errcode === errcode).length;
