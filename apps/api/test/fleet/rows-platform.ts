import { setTimeout as pause } from 'node:timers/promises';
import { answered, PROCESSES, refusedWith, sales, type Ground } from './ground.js';
import type { Row } from './row.js';

type Fault = Parameters<Ground['simulator']['faults']['nextCalls']>[1];

async function callInTrouble(ground: Ground, fault: Fault, times: number) {
  const { fleet, simulator } = ground;
  ground.forgetCalls();
  simulator.faults.nextCalls('/user/get', fault, times);
  const { endings = [] } = await fleet.tell(0, { kind: 'calls', app: sales, userId: 'ZhangWei', count: 1 });
  return { endings, tries: simulator.calls.count('/user/get') };
}

/** One call that meets trouble on its way. */
const passing = (name: string, fault: Fault, times: number): Row => ({
  name,
  bars: { answers: 1, tries: times + 1, gettoken: 0 },
  async run(ground) {
    await ground.deploy({ timings: { callMs: 500 } });
    await ground.warmUp();
    const { endings, tries } = await callInTrouble(ground, fault, times);
    return { answers: answered(endings), tries, gettoken: ground.newGettokens() };
  },
});

const STEPS = 20;
const LIVES = 3;

/** Three lives of a token in sixty steps, with a call of every process at each. */
const lifetime = (name: string, said: { seconds: number; said?: unknown }): Row => ({
  name: `expires_in ${name}, three lives long`,
  bars: { answers: LIVES * STEPS * PROCESSES, 'expired tokens used': 0, gettoken: { atMost: LIVES * 4 } },
  async run(ground) {
    await ground.deploy();
    ground.simulator.faults.tokenLifetime(said);
    ground.forgetCalls();
    const begun = Date.now();
    let answers = 0;
    for (let step = 0; step < LIVES * STEPS; step += 1) {
      await ground.setTime(begun + (step * said.seconds * 1000) / STEPS);
      answers += answered(await ground.burst(1));
      // What is renewed behind is done before time jumps on: no request takes as long as a step.
      await pause(20);
    }
    const gettoken = ground.simulator.calls.count('/gettoken');
    return { answers, 'expired tokens used': ground.refusals(), gettoken };
  },
});

/** What the platform does to a call and says of a token, and clocks. */
export const rowsPlatform: Row[] = [
  passing('-1 twice, then fine', { kind: 'errcode', errcode: -1 }, 2),
  passing('502 with HTML, then fine', { kind: 'http', status: 502, body: '<html>bad gateway</html>' }, 1),
  passing('200 with an empty body, then fine', { kind: 'http', status: 200, body: '' }, 1),
  passing('a time-out, then fine', { kind: 'hang' }, 1),
  {
    name: '-1 for good',
    bars: { tries: 3, 'errors that keep -1': 1, gettoken: 0 },
    async run(ground) {
      await ground.deploy();
      await ground.warmUp();
      const { endings, tries } = await callInTrouble(ground, { kind: 'errcode', errcode: -1 }, 100);
      return { tries, 'errors that keep -1': refusedWith(endings, -1), gettoken: ground.newGettokens() };
    },
  },
  lifetime('7200', { seconds: 7_200 }),
  lifetime('60', { seconds: 60 }),
  lifetime('0, of a token that lives 5 s', { seconds: 5, said: 0 }),
  lifetime('missing', { seconds: 7_200, said: null }),
  lifetime('"1500"', { seconds: 1_500, said: '1500' }),
  ...[1, -1].map((hours): Row => ({
    name: `a clock that jumps ${hours > 0 ? 'an hour ahead' : 'back by an hour'}`,
    bars: {
      gettoken: { atMost: 2 },
      'gettoken then': 0,
      answers: PROCESSES * 20,
      'expired tokens used': 0,
    },
    async run(ground) {
      await ground.deploy();
      await ground.warmUp();
      ground.forgetCalls();
      await ground.setOurTime(Date.now() + hours * 3_600_000);
      const first = await ground.burst(10);
      const gettoken = ground.newGettokens();
      const then = await ground.burst(10);
      return {
        gettoken,
        'gettoken then': ground.newGettokens(),
        answers: answered([...first, ...then]),
        'expired tokens used': ground.refusals(),
      };
    },
  })),
];
