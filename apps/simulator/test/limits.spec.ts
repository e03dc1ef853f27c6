import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createSimulator, type Simulator } from '../src/create-simulator.js';
import { AppClient, type Answer } from './app-client.js';
import { ManualClock } from './manual-clock.js';

let clock: ManualClock;
let simulator: Simulator;
let sales: AppClient;
let service: AppClient;
let begonia: AppClient;
beforeEach(async () => {
  clock = new ManualClock();
  simulator = await createSimulator({ clock });
  sales = new AppClient(simulator);
  service = new AppClient(simulator, undefined, 1000003);
  begonia = new AppClient(simulator, 'wwbegonia5f6a7b8c9d');
});
afterEach(() => simulator.close());

const errcodes = (answers: Answer[]) => answers.map(({ errcode }) => errcode);
const times = async (count: number, call: () => Promise<Answer>) => {
  const answers: Answer[] = [];
  for (let called = 0; called < count; called += 1) answers.push(await call());
  return errcodes(answers);
};
const tags = (app = sales) => app.post('/externalcontact/get_corp_tag_list', {});
const zhaoMin = (app = sales) => app.get('/user/get', { userid: 'ZhaoMin' });

describe('too many calls', () => {
  it('of one path by one corp are 45009 for as long as the window was', async () => {
    simulator.limits.switchOn({ perMinute: 2 });
    expect(await times(3, zhaoMin)).toEqual([0, 0, 45009]);
    // Another path, the same path of another corp, and the same corp's other app.
    expect(errcodes([await tags(), await begonia.get('/user/get', { userid: 'LiNa' })])).toEqual([0, 0]);
    expect(await zhaoMin(service)).toMatchObject({ errcode: 45009, department: [] });

    clock.advanceSeconds(59);
    expect(await zhaoMin()).toMatchObject({ errcode: 45009 });
    clock.advanceSeconds(1);
    expect(await zhaoMin()).toMatchObject({ errcode: 0 });
    expect(simulator.limits.provoked).toEqual({ 45009: 3, 45033: 0 });
  });

  it('in an hour shut out for an hour', async () => {
    simulator.limits.switchOn({ perHour: 2 });
    await zhaoMin();
    clock.advanceSeconds(1_800);
    expect(await times(2, zhaoMin)).toEqual([0, 45009]);
    clock.advanceSeconds(3_599);
    expect(await zhaoMin()).toMatchObject({ errcode: 45009 });
    clock.advanceSeconds(1);
    expect(await zhaoMin()).toMatchObject({ errcode: 0 });
  });

  it('for tickets are counted by app and by corp, whichever the kind', async () => {
    simulator.limits.switchOn({ appTicketsPerHour: 2, corpTicketsPerHour: 3 });
    const corpTicket = (app: AppClient) => app.get('/get_jsapi_ticket');
    const appTicket = (app: AppClient) => app.get('/ticket/get', { type: 'agent_config' });
    expect(errcodes([await corpTicket(sales), await appTicket(sales), await appTicket(sales)])).toEqual([
      0, 0, 45009,
    ]);
    expect(await appTicket(service)).toMatchObject({ errcode: 45009 });
    expect(await appTicket(begonia)).toMatchObject({ errcode: 0 });
  });

  it('for tokens and identities are nobody’s business here', async () => {
    simulator.limits.switchOn({ perMinute: 0 });
    expect(await sales.get('/auth/getuserinfo', { code: 'x' })).toMatchObject({ errcode: 40029 });
  });
});

describe('calls at the same time', () => {
  const path = '/externalcontact/get_corp_tag_list';

  /** Calls that nobody answers: as long as their callers wait they are under way. */
  async function hangingCalls(count: number): Promise<() => void> {
    const token = await sales.token();
    simulator.faults.nextCalls(path, { kind: 'hang' }, count);
    const callers = new AbortController();
    const before = simulator.calls.count(path);
    for (let call = 0; call < count; call += 1)
      fetch(`${simulator.url}/cgi-bin${path}?access_token=${token}`, {
        method: 'POST',
        signal: callers.signal,
      }).catch(() => null);
    while (simulator.calls.count(path) < before + count) await zhaoMin();
    return () => callers.abort();
  }

  it('are 45033 beyond so many of one path and corp, until somebody is done or gives up', async () => {
    simulator.limits.switchOn({ concurrency: 2 });
    const giveUp = await hangingCalls(2);
    expect(await times(2, tags)).toEqual([45033, 45033]);
    expect(errcodes([await zhaoMin(), await tags(begonia), await tags(service)])).toEqual([0, 0, 45033]);
    expect(simulator.limits.provoked).toEqual({ 45009: 0, 45033: 3 });

    giveUp();
    while ((await tags()).errcode !== 0);
  });

  it('are none when each waits for the one before', async () => {
    simulator.limits.switchOn({ concurrency: 1 });
    expect(await times(4, tags)).toEqual([0, 0, 0, 0]);
    expect(simulator.limits.provoked[45033]).toBe(0);
  });
});

describe('switches', () => {
  const control = async (body?: object): Promise<unknown> => {
    const init = body && {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    };
    const response = await fetch(`${simulator.url}/control/limits`, init);
    return response.status === 204 ? 204 : response.json();
  };

  it('are off, on as documented, or on as wanted', async () => {
    expect(await control()).toEqual({ settings: null, provoked: { 45009: 0, 45033: 0 } });
    expect(await control({ on: {} })).toBe(204);
    expect(await control()).toMatchObject({
      settings: { perMinute: 10_000, perHour: 150_000, concurrency: 5 },
    });

    await control({ on: { perMinute: 0 } });
    expect(await zhaoMin()).toMatchObject({ errcode: 45009 });
    expect(await control()).toMatchObject({ provoked: { 45009: 1 } });
    await control({ on: null });
    expect(await zhaoMin()).toMatchObject({ errcode: 0 });
    expect(await control({})).toMatchObject([{ path: ['on'] }]);
  });
});
