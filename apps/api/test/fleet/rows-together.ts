import { setTimeout as pause } from 'node:timers/promises';
import { answered, begonia, CALLS, PROCESSES, refusedWith, sales, service, type Ground } from './ground.js';
import type { Row } from './row.js';

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

/** Many processes that all want the same. */
export const rowsTogether: Row[] = [
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
      // On a busy machine two bursts take longer than the pause between two fetches.
      await ground.setTime(Date.now());
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
  {
    name: 'a wrong secret of one app, and the signatures of the other',
    bars: { 'signatures of the other': PROCESSES, 'signatures corrected': PROCESSES },
    async run(ground) {
      const { fleet, simulator } = ground;
      const url = (app: typeof sales) => `${simulator.webViewOrigin}/s/${app.corpId}/${app.agentId}`;
      const sign = async (app: typeof sales) => {
        const order = { kind: 'sign', app, url: url(app) } as const;
        const signed = await Promise.allSettled(
          Array.from({ length: PROCESSES }, (_, index) => fleet.tell(index, order)),
        );
        return signed.filter(({ status }) => status === 'fulfilled').length;
      };
      await ground.deploy({ secret: 'a-secret-that-was-reset', secretOf: sales });
      await sign(sales);
      const other = await sign(service);
      await ground.reconfigure();
      return { 'signatures of the other': other, 'signatures corrected': await sign(sales) };
    },
  },
  {
    name: 'the holder of the lock killed with SIGKILL while it fetches',
    // The dead one's and one more.
    bars: { gettoken: { atMost: 2 }, answers: (PROCESSES - 1) * CALLS },
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
      ground.forgetCalls();
      await ground.burst();
      return { gettoken, answers: answered(endings), 'refused afterwards': ground.refusals() };
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
