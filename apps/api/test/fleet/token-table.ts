import { setTimeout as pause } from 'node:timers/promises';
import {
  answered,
  begonia,
  CALLS,
  impatient,
  PROCESSES,
  refusedWith,
  sales,
  service,
  type Ground,
} from './ground.js';
import { freePort, PrivateRedis, SlowRedis } from './unreliable-redis.js';

/** A number must be met, or not be passed. */
export type Bar = number | { atMost: number };

/** One case of the table: what must come out of it, and how to try it. */
export interface Row {
  name: string;
  bars: Record<string, Bar>;
  /** For the bench to print beside its limit. Never asserted: machines differ. Milliseconds. */
  limitMs?: number;
  run(ground: Ground): Promise<Record<string, number>>;
}

export function isMet(bar: Bar | undefined, measured: number): boolean {
  if (bar === undefined) return false;
  return typeof bar === 'number' ? measured === bar : measured <= bar.atMost;
}

const ALL = PROCESSES * CALLS;

const revoked = (errcode: 40014 | 42001): Row => ({
  name: `${PROCESSES} processes × ${CALLS} calls, the token revoked with ${errcode}`,
  bars: { gettoken: 1, answers: ALL },
  async run(ground) {
    await ground.deploy();
    await ground.warmUp();
    ground.killToken(sales, errcode);
    const endings = await ground.burst();
    return { gettoken: ground.newGettokens(), answers: answered(endings) };
  },
});

/** Every call is answered, and a process asks for a token once in 30 s at most. */
const redisTrouble = (
  name: string,
  bars: Record<string, Bar>,
  run: (ground: Ground) => Promise<Record<string, number>>,
): Row => ({ name: `Redis ${name}`, bars, run });

export const rows: Row[] = [
  {
    name: `${PROCESSES} processes × ${CALLS} calls, cold`,
    bars: { gettoken: 1, answers: ALL },
    async run(ground) {
      await ground.deploy();
      const endings = await ground.burst();
      return { gettoken: ground.newGettokens(), answers: answered(endings) };
    },
  },
  revoked(42001),
  revoked(40014),
  {
    name: 'five late failures carrying the old token',
    bars: { 'gettoken before': 1, 'gettoken for the late ones': 0, answers: 5 },
    async run(ground) {
      const { fleet, simulator } = ground;
      await ground.deploy();
      await ground.warmUp();
      simulator.faults.nextCalls('/user/get', { kind: 'delay', ms: 1_000 }, 5);
      const late = [0, 1, 2, 3, 4].map((index) =>
        fleet.tell(index, { kind: 'calls', app: sales, userId: 'ZhangWei', count: 1 }),
      );
      await pause(300);
      ground.killToken(sales);
      await fleet.tell(5, { kind: 'contact', app: sales, externalUserId: 'wmLinXiaoyu' });
      const before = ground.newGettokens();
      const endings = (await Promise.all(late)).flatMap((report) => report.endings ?? []);
      return {
        'gettoken before': before,
        'gettoken for the late ones': ground.newGettokens(),
        answers: answered(endings),
      };
    },
  },
  {
    name: 'a token that is rejected for ever, two bursts',
    bars: { 'gettoken first': { atMost: 2 }, 'gettoken then': 0, 'typed errors': ALL * 2 },
    limitMs: 3_000,
    async run(ground) {
      await ground.deploy();
      await ground.warmUp();
      ground.killToken(sales, 40014);
      ground.simulator.faults.nextCalls('/user/get', { kind: 'errcode', errcode: 40014 }, 1_000_000);
      const first = await ground.burst();
      const gettoken = ground.newGettokens();
      const second = await ground.burst();
      return {
        'gettoken first': gettoken,
        'gettoken then': ground.newGettokens(),
        'typed errors': refusedWith([...first, ...second], 40014),
      };
    },
  },
  {
    name: 'a wrong secret, two bursts, and the right one',
    bars: {
      'gettoken first': 1,
      'gettoken then': 0,
      'typed errors': ALL * 2,
      'gettoken corrected': 1,
      answers: ALL,
    },
    async run(ground) {
      await ground.deploy({ secret: 'a-secret-that-was-reset' });
      const first = await ground.burst();
      const gettoken = ground.newGettokens();
      const second = await ground.burst();
      const then = ground.newGettokens();
      await ground.reconfigure();
      const corrected = await ground.burst();
      return {
        'gettoken first': gettoken,
        'gettoken then': then,
        'typed errors': refusedWith([...first, ...second], 40001),
        'gettoken corrected': ground.newGettokens(),
        answers: answered(corrected),
      };
    },
  },
  redisTrouble(
    'down at the start',
    { gettoken: { atMost: PROCESSES }, 'gettoken then': 0, answers: ALL * 2 },
    async (ground) => {
      await ground.deploy({ redisUrl: `redis://127.0.0.1:${await freePort()}`, timings: impatient });
      const first = await ground.burst();
      const gettoken = ground.newGettokens();
      const second = await ground.burst();
      return { gettoken, 'gettoken then': ground.newGettokens(), answers: answered([...first, ...second]) };
    },
  ),
  redisTrouble('killed in flight', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const redis = await PrivateRedis.start();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      ground.simulator.faults.nextCalls('/gettoken', { kind: 'delay', ms: 500 });
      const burst = ground.burst();
      await pause(200);
      await redis.kill();
      return { answers: answered(await burst), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
  redisTrouble('flapping', { gettoken: { atMost: PROCESSES }, answers: ALL * 4 }, async (ground) => {
    const redis = await PrivateRedis.start();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      const endings = await ground.burst();
      for (let flap = 0; flap < 3; flap += 1) {
        const burst = ground.burst();
        await redis.kill();
        await pause(100);
        await redis.start();
        endings.push(...(await burst));
      }
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
  redisTrouble('answering after 2 s', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const slow = await SlowRedis.inFrontOf(ground.redisUrl, 2_000);
    try {
      await ground.deploy({ redisUrl: slow.url, timings: impatient });
      const endings = await ground.burst();
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await slow.close();
    }
  }),
  redisTrouble('read-only', { gettoken: { atMost: PROCESSES }, answers: ALL }, async (ground) => {
    const redis = await PrivateRedis.readOnly();
    try {
      await ground.deploy({ redisUrl: redis.url, timings: impatient });
      const endings = await ground.burst();
      return { answers: answered(endings), gettoken: ground.newGettokens() };
    } finally {
      await redis.kill();
    }
  }),
  {
    name: 'the holder of the lock killed with SIGKILL while it fetches',
    bars: { gettoken: 2, answers: (PROCESSES - 1) * CALLS },
    limitMs: 1_500 + 2_000,
    async run(ground) {
      const { fleet, simulator } = ground;
      await ground.deploy({ timings: { leaseMs: 1_500 } });
      simulator.faults.nextCalls('/gettoken', { kind: 'delay', ms: 1_800 });
      const order = { kind: 'calls', app: sales, userId: 'ZhangWei', count: CALLS } as const;
      const lost = fleet.tell(0, order).catch(() => null);
      await pause(300);
      await fleet.kill(0);
      await lost;
      const survivors = Array.from({ length: PROCESSES - 1 }, (_, index) => fleet.tell(index + 1, order));
      const endings = (await Promise.all(survivors)).flatMap((report) => report.endings ?? []);
      const gettoken = ground.newGettokens();
      await fleet.replace(0);
      return { gettoken, answers: answered(endings) };
    },
  },
  {
    name: 'a fetch slower than the lease',
    bars: { gettoken: { atMost: 2 }, answers: ALL, 'refused afterwards': 0 },
    async run(ground) {
      await ground.deploy({ timings: { leaseMs: 600 } });
      ground.simulator.faults.nextCalls('/gettoken', { kind: 'delay', ms: 900 }, 10);
      const endings = await ground.burst();
      const gettoken = ground.newGettokens();
      ground.simulator.calls.clear();
      await ground.burst();
      const refused = ground.simulator.calls.calls.filter(({ errcode }) => errcode !== 0);
      return { gettoken, answers: answered(endings), 'refused afterwards': refused.length };
    },
  },
  {
    name: 'two apps of one corp, two corps with the same agentid',
    bars: { gettoken: 3, 'right names': PROCESSES * 3, 'signatures the client believes': PROCESSES * 6 },
    async run(ground) {
      const { fleet, simulator } = ground;
      await ground.deploy();
      let names = 0;
      let believed = 0;
      const asked = [
        { app: sales, userId: 'ZhangWei', name: '张伟' },
        { app: service, userId: 'ZhaoMin', name: '赵敏' },
        { app: begonia, userId: 'ZhangWei', name: '张薇' },
      ];
      await Promise.all(
        asked.flatMap(({ app, userId, name }) =>
          Array.from({ length: PROCESSES }, async (_, index) => {
            const { endings = [] } = await fleet.tell(index, { kind: 'calls', app, userId, count: 1 });
            names += endings.filter((ending) => ending.answered && ending.name === name).length;
            const url = `${simulator.webViewOrigin}/s/${app.corpId}/${app.agentId}`;
            const { signatures } = await fleet.tell(index, { kind: 'sign', app, url });
            const accepted = signatures ? await countBelieved(simulator, app, userId, url, signatures) : 0;
            believed += accepted;
          }),
        ),
      );
      return {
        gettoken: ground.newGettokens(),
        'right names': names,
        'signatures the client believes': believed,
      };
    },
  },
];

async function countBelieved(
  { url, webViews }: Ground['simulator'],
  { corpId, agentId }: typeof sales,
  userId: string,
  pageUrl: string,
  { config, agentConfig }: NonNullable<Awaited<ReturnType<Ground['fleet']['tell']>>['signatures']>,
): Promise<number> {
  const { id } = webViews.create({
    corpId,
    visitor: { kind: 'member', userId },
    chat: { kind: 'none' },
    userAgent: 'wxwork/4.1.36',
  });
  const invoke = async (name: string, params: object) => {
    const response = await fetch(`${url}/client/web-views/${id}/invoke`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, params, pageUrl }),
    });
    return (await response.text()).includes(`"${name}:ok"`) ? 1 : 0;
  };
  const ofCorp = await invoke('preVerifyJSAPI', {
    verifyAppId: corpId,
    verifyTimestamp: String(config.timestamp),
    verifyNonceStr: config.nonceStr,
    verifySignature: config.signature,
    verifyJsApiList: [],
  });
  const ofApp = await invoke('agentConfig', {
    corpid: corpId,
    agentid: String(agentId),
    timestamp: String(agentConfig.timestamp),
    nonceStr: agentConfig.nonceStr,
    signature: agentConfig.signature,
    jsApiList: [],
  });
  return ofCorp + ofApp;
}
