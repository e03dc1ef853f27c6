import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { getApp, getCorp, getRelation } from '../src/world/world.js';
import { corpId, startCalledBack, type CalledBack } from './called-back.js';

let here: CalledBack;
beforeEach(async () => {
  here = await startCalledBack();
});
afterEach(() => here.close());

async function post(path: string, body: object): Promise<{ status: number; answer: unknown }> {
  const response = await fetch(`${here.simulator.url}/control/${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json' },
  });
  const text = await response.text();
  return { status: response.status, answer: text && JSON.parse(text) };
}

const get = async (path: string): Promise<unknown> =>
  (await fetch(`${here.simulator.url}/control/${path}`)).json();

const app = { corpId, agentId: 1000002 };
const deletion = {
  kind: 'customerDeletesMember',
  corpId,
  userId: 'ZhangWei',
  externalUserId: 'wmLinXiaoyu',
};

describe('over HTTP', () => {
  it('things happen, and their callbacks can be waited for', async () => {
    expect(await post('happenings', deletion)).toEqual({ status: 200, answer: { id: 'wmLinXiaoyu' } });
    expect(await get('callbacks/settled')).toMatchObject({
      counts: { events: 1, delivered: 1 },
      holding: false,
      held: 0,
      deliveries: [{ changeType: 'del_follow_user', state: 'delivered', attempts: [{ status: 200 }] }],
    });
    const corp = getCorp(here.simulator.world, corpId);
    expect(getRelation(corp, 'wmLinXiaoyu', 'ZhangWei').deletedBy).toBe('customer');
  });

  it('what can’t happen is said, and so is what nobody understands', async () => {
    await post('happenings', deletion);
    expect(await post('happenings', deletion)).toMatchObject({
      status: 500,
      answer: { message: expect.stringContaining('already') },
    });
    expect((await post('happenings', { kind: 'moonRises' })).status).toBe(400);
    expect((await post('callbacks', { kind: 'moonRises' })).status).toBe(400);
    expect((await post('callbacks', { kind: 'configure', ...app, callback: { url: 'no' } })).status).toBe(
      400,
    );
  });

  it('callbacks are set up, verified and switched off', async () => {
    const callback = { ...here.sales.settings, url: here.service.settings.url };
    expect((await post('callbacks', { kind: 'configure', ...app, callback })).status).toBe(204);
    expect(await post('callbacks', { kind: 'verifyUrl', ...app })).toMatchObject({
      status: 200,
      answer: { ok: false },
    });
    await post('happenings', deletion);
    await post('callbacks', { kind: 'configure', ...app, callback: null });
    await post('happenings', { ...deletion, externalUserId: 'wmZhouMing' });
    await get('callbacks/settled');
    expect(here.sales.requests).toEqual([]);
    expect(here.service.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
    expect(getApp(getCorp(here.simulator.world, corpId), 1000002).callback).toBeNull();
  });

  it('callbacks come twice, late, out of order, and the platform’s manners change', async () => {
    await post('faults', { kind: 'duplicateCallbacks', times: 2 });
    await post('faults', { kind: 'holdCallbacks' });
    await post('callbacks', { kind: 'manners', attempts: 1, parallel: 1 });
    await post('happenings', deletion);
    expect(await get('callbacks')).toMatchObject({
      manners: { attempts: 1, parallel: 1, timeoutMs: 5_000 },
      duplicates: { times: 2, as: 'fresh' },
      holding: true,
      held: 2,
    });
    here.sales.answers.push(500);
    await post('faults', { kind: 'releaseCallbacks', order: 'shuffled' });
    expect(await get('callbacks/settled')).toMatchObject({ counts: { delivered: 1, givenUp: 1 }, held: 0 });
  });

  it('forged and broken requests are sent, and what was answered is told', async () => {
    here.sales.answers.push(401);
    expect(await post('callbacks', { kind: 'sendFlawed', ...app, flaw: 'wrongToken' })).toMatchObject({
      answer: { status: 401, problem: null },
    });
    expect((await post('callbacks', { kind: 'sendFlawed', ...app, flaw: 'charming' })).status).toBe(400);
  });

  it('nothing tells a token or a key', async () => {
    await post('happenings', deletion);
    const said = JSON.stringify(await get('callbacks/settled'));
    for (const secret of [here.sales.settings.token, here.sales.settings.encodingAesKey]) {
      expect(said).not.toContain(secret);
      expect(here.simulator.everythingSecret()).toContain(secret);
    }
  });

  it('but the one place that is asked for them', async () => {
    expect(await get('secrets')).toEqual(here.simulator.everythingSecret());
  });
});
